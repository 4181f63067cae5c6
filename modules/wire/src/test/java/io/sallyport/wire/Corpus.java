package io.sallyport.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of a corpus file: what is expected, and the bytes. */
final class Corpus {
    private final String expected;
    private final byte[] bytes;

    private Corpus(String expected, byte[] bytes) {
        this.expected = expected;
        this.bytes = bytes;
    }

    String expected() {
        return expected;
    }

    byte[] bytes() {
        return bytes;
    }

    static List<Corpus> of(String file) {
        try (InputStream in = Corpus.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no corpus " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Corpus::line)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Corpus line(String line) {
        int bar = line.indexOf(" | ");
        return new Corpus(
                new String(unescaped(line.substring(0, bar)), StandardCharsets.ISO_8859_1),
                unescaped(line.substring(bar + 3)));
    }

    static byte[] unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String whole = text.replace("<H>", "Host: a\\r\\n");
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            if (c != '\\') {
                bytes.write(c);
                continue;
            }
            char kind = whole.charAt(++i);
            switch (kind) {
                case 'r' -> bytes.write('\r');
                case 'n' -> bytes.write('\n');
                case 't' -> bytes.write('\t');
                case '0' -> bytes.write(0);
                case 'x' -> {
                    bytes.write(Integer.parseInt(whole.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> bytes.write(kind);
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
