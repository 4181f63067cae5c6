package io.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.acceptance.ScriptProject.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./mvnw verify} from outside, with a Maven that only says what it was called with. */
class TestCommandTest {
    @TempDir Path directory;
    private ScriptProject project;
    private Path maven;

    @BeforeEach
    void makeAProject() throws IOException {
        project = ScriptProject.in(directory, "mvnw", ".mvn/jdk.sh");
        Matcher version =
                Pattern.compile("(?m)^maven_version=(.+)$")
                        .matcher(Files.readString(project.file("mvnw")));
        assertThat(version.find()).isTrue();
        maven =
                project.home()
                        .resolve(".m2/wrapper/sallyport")
                        .resolve("apache-maven-" + version.group(1))
                        .resolve("bin/mvn");
        ScriptProject.script(maven, "echo \"maven runs $*\"");
    }

    @Test
    void aWholeVerifyEndsWithWhatWasNotRunAndHowToRunIt() throws Exception {
        // When
        Ended ended = run(Map.of(), "verify");
        // Then
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .startsWith("maven runs verify\n\nNot run: the official SDKs")
                .endsWith("SALLYPORT_REAL_CLIENTS=1 ./mvnw verify\n");
    }

    @Test
    void nothingIsNamedWhenItWasRunOrNotMeantToBe() throws Exception {
        Map<String, String> switchedOn = Map.of("SALLYPORT_REAL_CLIENTS", "1");
        assertThat(run(switchedOn, "verify").out()).isEqualTo("maven runs verify\n");
        assertThat(run(Map.of(), "-pl", "modules/exchange", "verify").out())
                .isEqualTo("maven runs -pl modules/exchange verify\n");
        assertThat(run(Map.of(), "spotless:apply").out()).isEqualTo("maven runs spotless:apply\n");
    }

    @Test
    void aFailedBuildKeepsItsExitCode() throws Exception {
        // Given
        ScriptProject.script(maven, "exit 7");
        // When
        Ended ended = run(Map.of(), "verify");
        // Then
        assertThat(ended.code()).isEqualTo(7);
        assertThat(ended.out()).isEmpty();
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("JAVA_HOME", project.jdk("given", "25.0.1").toString());
        return project.run(all, "mvnw", arguments);
    }
}
