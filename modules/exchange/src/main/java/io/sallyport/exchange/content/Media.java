package io.sallyport.exchange.content;

/** Where a picture or document is. */
public sealed interface Media {

    /** In the request itself, base64. */
    record Inline(String mediaType, String base64) implements Media {
        @Override
        public String toString() {
            return "Inline[" + mediaType + ", " + base64.length() + "]";
        }
    }

    /** At an address that the upstream fetches. */
    record Remote(String url) implements Media {
        @Override
        public String toString() {
            return "Remote[" + url.length() + "]";
        }
    }
}
