package io.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.acceptance.ScriptProject.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sallyport} and {@code .mvn/jdk.sh} from outside, with a build that only counts. */
class LauncherTest {
    private static final String SOURCE = "modules/exchange/src/main/java/Shape.java";
    private static final String TEST = "modules/exchange/src/test/java/ShapeTest.java";
    private static final String STAMP = "appliance-server/target/.built";

    @TempDir Path directory;
    private ScriptProject project;

    @BeforeEach
    void makeAProject() throws IOException {
        project = ScriptProject.in(directory, "sallyport", ".mvn/jdk.sh");
        ScriptProject.script(
                project.file("mvnw"),
                "cd \"$(dirname \"$0\")\"",
                "echo built >> builds",
                "[ ! -e broken ] || { echo 'cannot find symbol'; exit 1; }",
                "touch appliance-server/target/appliance-server-1.jar");
        project.source("pom.xml");
        project.source(SOURCE);
        project.source(TEST);
        project.source("appliance-server/src/main/java/Main.java");
    }

    @Test
    void withoutJdk25ItEndsWithThreeAndTheFix() throws Exception {
        // Given a JDK of another release only
        Path old = project.jdk("old", "21.0.1");
        project.hideInstalledJdks();
        // When
        Ended ended = project.run(Map.of("JAVA_HOME", old.toString()), "sallyport", "version");
        // Then
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).contains("no JDK 25 found", "Fix: install one", "JAVA_HOME");
        assertThat(builds()).isZero();
    }

    @Test
    void javaHomeIsTakenFirst() throws Exception {
        // Given
        Map<String, String> environment = withJdk();
        // When
        Ended ended = project.run(environment, "sallyport", "key", "create", "--name", "a b");
        // Then its java runs the command line on the module path, with the arguments as they are
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("java of given", "--module-path", "--module io.sallyport.appliance/")
                .endsWith("key create --name a b\n");
    }

    @Test
    void aWrongJavaHomeIsPassedOverForOneInTheHomeDirectory() throws Exception {
        // Given
        Path old = project.jdk("old", "21.0.1");
        project.jdk("home/.sdkman/candidates/java/25-tem", "25");
        project.hideInstalledJdks();
        // When
        Ended ended = project.run(Map.of("JAVA_HOME", old.toString()), "sallyport", "version");
        // Then
        assertThat(ended.out()).contains("java of home/.sdkman/candidates/java/25-tem");
    }

    @Test
    void theJdkBehindJavacOnThePathIsTaken() throws Exception {
        // Given a javac on the PATH that is a link into a JDK
        Path jdk = project.jdk("elsewhere", "25");
        Files.createSymbolicLink(project.tools().resolve("javac"), jdk.resolve("bin/javac"));
        project.hideInstalledJdks();
        // When
        Ended ended = project.run(Map.of(), "sallyport", "version");
        // Then
        assertThat(ended.out()).contains("java of elsewhere");
    }

    @Test
    void itBuildsOnFirstUseAndNotAgain() throws Exception {
        // Given
        Map<String, String> environment = withJdk();
        assertThat(project.run(environment, "sallyport", "version").err()).contains("building");
        // When
        Ended second = project.run(environment, "sallyport", "version");
        // Then
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void itBuildsAgainWhenASourceOrThePomChangedButNotForATest() throws Exception {
        // Given
        Map<String, String> environment = withJdk();
        project.run(environment, "sallyport", "version");
        assertThat(builds()).isEqualTo(1);
        // When, Then
        assertThat(buildsAfterChanging(TEST, environment)).isEqualTo(1);
        assertThat(buildsAfterChanging(SOURCE, environment)).isEqualTo(2);
        assertThat(buildsAfterChanging("pom.xml", environment)).isEqualTo(3);
    }

    @Test
    void aFailedBuildShowsItsLogAndIsTriedAgain() throws Exception {
        // Given
        Map<String, String> environment = withJdk();
        Files.createFile(project.file("broken"));
        // When
        Ended failed = project.run(environment, "sallyport", "version");
        // Then
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("cannot find symbol", "the build failed", "build.log");
        Files.delete(project.file("broken"));
        assertThat(project.run(environment, "sallyport", "version").code()).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void theExitCodeOfTheCommandIsPassedOn() throws Exception {
        // Given
        Path jdk = project.jdk("seven", "25");
        ScriptProject.script(jdk.resolve("bin/java"), "exit 7");
        // When
        Ended ended = project.run(Map.of("JAVA_HOME", jdk.toString()), "sallyport", "demo");
        // Then
        assertThat(ended.code()).isEqualTo(7);
    }

    /** The change is an hour after the build, and both are long ago. */
    private long buildsAfterChanging(String file, Map<String, String> environment)
            throws IOException, InterruptedException {
        project.touch(STAMP, ScriptProject.LONG_AGO.plusSeconds(3600));
        project.touch(file, ScriptProject.LONG_AGO.plusSeconds(7200));
        project.run(environment, "sallyport", "version");
        project.touch(file, ScriptProject.LONG_AGO);
        return builds();
    }

    private Map<String, String> withJdk() throws IOException {
        return Map.of("JAVA_HOME", project.jdk("given", "25.0.1").toString());
    }

    private long builds() throws IOException {
        Path builds = project.file("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }
}
