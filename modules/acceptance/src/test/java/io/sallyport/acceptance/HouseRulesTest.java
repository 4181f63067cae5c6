package io.sallyport.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The rules that hold inside modules; those between modules are JPMS and {@link ModuleTableTest}.
 */
class HouseRulesTest {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root"));
    private static JavaClasses house = new ClassFileImporter().importClasses(List.of());

    @BeforeAll
    static void importTheCompiledModules() throws IOException {
        List<Path> compiled = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT.resolve("modules"))) {
            Stream.concat(modules, Stream.of(ROOT.resolve("appliance-server")))
                    .map(module -> module.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .forEach(compiled::add);
        }
        house = new ClassFileImporter().importPaths(compiled);
    }

    @Test
    void theImportedSetIsNotEmpty() {
        assertThat(house.size()).as("classes of the house").isGreaterThan(100);
    }

    @Test
    void onlyTheServerAsksTheClock() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.sallyport.appliance..", "io.sallyport.simulator..")
                .should()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(java.time.Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("time is a value that is passed in, so that decisions can be tested")
                .check(house);
    }

    @Test
    void generatedTablesNeverLeaveTheStore() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sallyport.store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jooq..")
                .because("SQL lives in the store")
                .check(house);
    }

    @Test
    void noApplianceUsesAClientThatTheEgressGuardCannotGuard() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sallyport.forwarding..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.sallyport.forwarding.JdkUpstreamClient")
                .because("it resolves a name again after its addresses were looked at")
                .check(house);
    }

    @Test
    void noFuturesInSignatures() {
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .haveRawReturnType(
                        DescribedPredicate.describe("a future", HouseRulesTest::isFuture))
                .because("the house is plain blocking code on virtual threads")
                .check(house);
    }

    @Test
    void noStaticState() {
        noFields()
                .that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat(
                        DescribedPredicate.describe("of ours", HouseRulesTest::isWritten))
                .should()
                .notHaveModifier(JavaModifier.FINAL)
                .because("wiring is code and state belongs to an object")
                .check(house);
    }

    @Test
    void rejectionsAreRecordsOrEnums() {
        classes()
                .that()
                .implement(io.sallyport.exchange.Rejection.class)
                .and()
                .areNotInterfaces()
                .should()
                .beRecords()
                .because("a rejection is a value")
                .check(house);
    }

    private static boolean isFuture(JavaClass type) {
        return type.isAssignableTo(Future.class) || type.isAssignableTo(CompletionStage.class);
    }

    private static boolean isWritten(JavaClass type) {
        return !type.getPackageName().startsWith("io.sallyport.store.generated");
    }
}
