package io.sallyport.dialect;

import java.util.regex.Pattern;

/** What the vendors take as the name of a tool and the id of a call. */
final class ToolNames {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    private ToolNames() {}

    /** The name; refused by the path of its field when the vendor would not take it. */
    static String checked(String name, String path, int longest) {
        if (name.length() > longest || !PLAIN.matcher(name).matches()) {
            throw DialectRejection.unsupported(
                    path,
                    "the model that serves this request takes 1 to "
                            + longest
                            + " of A-Z, a-z, 0-9, _ and - as a tool's name");
        }
        return name;
    }

    /**
     * An id as Anthropic takes it. Anything else becomes an underscore, with the hash of the whole
     * id behind it, so that a call and its result still agree and two ids stay apart.
     */
    static String plainId(String id) {
        return PLAIN.matcher(id).matches()
                ? id
                : id.replaceAll("[^A-Za-z0-9_-]", "_") + "_" + Integer.toHexString(id.hashCode());
    }
}
