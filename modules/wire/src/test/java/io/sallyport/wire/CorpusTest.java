package io.sallyport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What public lists of smuggling tricks and the RFC say, line by line. */
class CorpusTest {
    private static final List<Corpus> HOSTILE = Corpus.of("hostile-requests.txt");
    private static final List<Corpus> GOOD = Corpus.of("good-requests.txt");
    private static final List<Corpus> RESPONSES = Corpus.of("hostile-responses.txt");

    @Test
    void everyHostileRequestIsRefusedForItsOwnReason() throws IOException {
        // Given
        assertThat(HOSTILE).hasSizeGreaterThan(150);
        for (Corpus each : HOSTILE) {
            // When
            String read = Transcript.requests(Transcript.whole(each.bytes()));
            // Then
            assertThat(read).as(each.toString()).endsWith(each.expected()).doesNotContain("]+GET");
        }
    }

    @Test
    void everyGoodRequestIsReadAsItWasMeant() throws IOException {
        for (Corpus each : GOOD) {
            // When
            String read = Transcript.requests(Transcript.whole(each.bytes()));
            // Then
            assertThat(read).as(each.toString()).isEqualTo(each.expected());
        }
    }

    @Test
    void everyGoodResponseIsReadAsItWasMeant() throws IOException {
        for (Corpus each : Corpus.of("good-responses.txt")) {
            // When
            String read = Transcript.response("POST", Transcript.whole(each.bytes()));
            // Then
            assertThat(read).as(each.toString()).isEqualTo(each.expected());
        }
    }

    @Test
    void everyHostileResponseIsRefusedForItsOwnReason() throws IOException {
        for (Corpus each : RESPONSES) {
            // When
            String read = Transcript.response("POST", Transcript.whole(each.bytes()));
            // Then
            assertThat(read).as(each.toString()).isEqualTo(each.expected());
        }
    }

    @Test
    void everyFaultOfACallerIsInTheCorpusAndHasAnErrorStatus() {
        // Given
        List<String> met = new ArrayList<>(List.of("TARGET_TOO_LONG", "HEAD_TOO_LARGE"));
        met.addAll(List.of("TOO_MANY_FIELDS")); // these three in LimitsTest
        HOSTILE.forEach(each -> met.add(each.expected()));
        RESPONSES.forEach(each -> met.add(each.expected()));
        for (Fault fault : Fault.values()) {
            // When
            int status = fault.status();
            // Then
            assertThat(met).contains(fault.name());
            assertThat(status).isBetween(400, 599);
        }
    }

    @Test
    void howTheBytesAreCutIntoPiecesChangesNothing() throws IOException {
        SplittableRandom random = new SplittableRandom(20261124);
        List<Corpus> all = new ArrayList<>(HOSTILE);
        all.addAll(GOOD);
        for (Corpus each : all) {
            // Given
            String whole = Transcript.requests(Transcript.whole(each.bytes()));
            for (int largest : new int[] {1, 1, 2, 3, 7, 20, 20, 20, 20}) {
                // When
                String read = Transcript.requests(Transcript.split(each.bytes(), random, largest));
                // Then
                assertThat(read).as(each.toString()).isEqualTo(whole);
            }
        }
    }

    @Test
    void aResponseInSinglePiecesIsReadAsAWholeOne() throws IOException {
        SplittableRandom random = new SplittableRandom(20261124);
        for (Corpus each : RESPONSES) {
            // When
            String read = Transcript.response("POST", Transcript.split(each.bytes(), random, 1));
            // Then
            assertThat(read).as(each.toString()).isEqualTo(each.expected());
        }
    }
}
