package io.sallyport.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentLinksTest {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root"));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    @ParameterizedTest
    @ValueSource(strings = {"docs/path-of-a-request.md", "docs/glossary.md"})
    void everyLinkLeadsToAFile(String document) throws IOException {
        // Given
        Path file = ROOT.resolve(document);
        List<Path> targets = new ArrayList<>();
        Matcher links = LINK.matcher(Files.readString(file));
        // When
        while (links.find()) {
            targets.add(file.resolveSibling(links.group(1)).normalize());
        }
        // Then
        assertThat(targets).isNotEmpty().allSatisfy(target -> assertThat(target).exists());
    }
}
