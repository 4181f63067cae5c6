package io.sallyport.wire;

import io.sallyport.fuzz.Promise;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The target of a request. What is taken can be read in one way only: its path is decoded as the
 * JDK decodes it, has no segments that lead elsewhere, and nothing that could be decoded again.
 */
public final class TargetFuzz {
    private TargetFuzz() {}

    /** The target of the fuzzing. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length > 0) { // the reader of heads finds at least a byte between its spaces
            Promise.inProportion(input, TargetFuzz::read);
            Optional<Target> target = read(input);
            if (target.isPresent()) {
                checkPath(target.get().path());
                Promise.same(naive(input, target.get()), target.get().path(), "path");
            }
        }
    }

    private static Optional<Target> read(byte[] input) {
        try {
            return Optional.of(Target.of(input, 0, input.length));
        } catch (WireFault refused) {
            Promise.same(400, refused.fault().status(), "status");
            return Optional.empty();
        }
    }

    private static String naive(byte[] input, Target target) {
        String text = new String(input, StandardCharsets.US_ASCII);
        String local =
                text.startsWith("/")
                        ? text
                        : text.substring(text.indexOf("://") + 3 + target.authority().length());
        int question = local.indexOf('?');
        Promise.same(question < 0 ? "" : local.substring(question + 1), target.query(), "query");
        String path = question < 0 ? local : local.substring(0, question);
        return path.isEmpty()
                ? "/"
                : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static void checkPath(String path) {
        Promise.holds(path.startsWith("/"), "a slash at the beginning");
        Promise.holds(
                !path.matches("(?s).*(\\p{Cntrl}|[\\\\?#\\x00-\\x1f]|%\\p{XDigit}{2}).*"),
                "tricks: " + path);
        List<String> segments = List.of(path.substring(1).split("/", -1));
        for (int i = 0; i < segments.size(); i++) {
            String bare = segments.get(i).replaceAll(";.*", "");
            Promise.holds(!bare.equals(".") && !bare.equals(".."), "a dot segment: " + path);
            boolean last = i == segments.size() - 1;
            Promise.holds(last || !segments.get(i).isEmpty(), "an empty segment: " + path);
        }
    }
}
