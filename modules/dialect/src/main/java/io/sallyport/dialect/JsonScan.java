package io.sallyport.dialect;

import io.sallyport.exchange.Rejected;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks a whole JSON body in one pass and remembers where its top-level fields are, so that they
 * can be replaced in the original bytes. Refusals name the place, never what stands there.
 */
record JsonScan(Map<String, Span> fields, int open, int close) {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(64)
                                    .maxNumberLength(64)
                                    .maxStringLength(16 * 1024 * 1024)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    /** Reads and writes trees under the same limits. */
    static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

    /** Bytes from the first of the name to the last of the value, and where the value begins. */
    record Span(int nameStart, int valueStart, int end) {}

    static JsonScan of(byte[] body) {
        checkText(body);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refused("The body must be one JSON object.", 0);
            }
            int open = (int) parser.currentTokenLocation().getByteOffset();
            Map<String, Span> fields = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                int nameStart = (int) parser.currentTokenLocation().getByteOffset();
                parser.nextToken();
                int valueStart = (int) parser.currentTokenLocation().getByteOffset();
                finishValue(parser);
                int end = (int) parser.currentLocation().getByteOffset();
                fields.put(name, new Span(nameStart, valueStart, end));
            }
            int close = (int) parser.currentTokenLocation().getByteOffset();
            if (parser.nextToken() != null) {
                throw refused("There is more after the JSON object; remove it.", close + 1);
            }
            return new JsonScan(fields, open, close);
        } catch (StreamConstraintsException e) {
            throw new Rejected(
                    new LimitExceeded(
                            "The JSON body exceeds a limit: nesting 64, numbers 64 characters,"
                                    + " strings 16 MiB. Make it smaller."));
        } catch (JacksonException e) {
            long at = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
            String duplicate = "Duplicate ";
            boolean twice =
                    e.getOriginalMessage() != null && e.getOriginalMessage().startsWith(duplicate);
            throw refused(
                    twice
                            ? "The JSON body has the same key twice; send each key once."
                            : "The body is not valid JSON; check commas, quotes and brackets.",
                    Math.max(0, at));
        }
    }

    private static void finishValue(JsonParser parser) {
        int depth = 0;
        while (true) {
            JsonToken token = parser.currentToken();
            if (token == null) {
                throw refused("The JSON body ends too early; send all of it.", 0);
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else {
                parser.finishToken(); // Strings are lazy; only finishing them checks them.
            }
            if (depth == 0) {
                return;
            }
            parser.nextToken();
        }
    }

    private static void checkText(byte[] body) {
        if (body.length == 0) {
            throw refused("The body is empty; send a JSON object.", 0);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(body);
        CharBuffer out = CharBuffer.allocate(8192);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        if (result.isError()) {
            throw refused("The body is not valid UTF-8; encode it as UTF-8.", in.position());
        }
        // A zero byte would make the parser guess UTF-16 or UTF-32.
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0) {
                throw refused("The body is not UTF-8; encode it as UTF-8.", i);
            }
        }
    }

    private static Rejected refused(String message, long at) {
        return new Rejected(
                new InvalidRequest(message + " (At byte " + at + ".)", Optional.empty()));
    }
}
