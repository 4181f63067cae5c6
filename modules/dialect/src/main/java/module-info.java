/**
 * The wire protocols, both directions: requests of callers in, requests to upstreams out, and the
 * answers back. Pure: bytes and values in, bytes and values out. Read {@link
 * io.sallyport.dialect.Dialect} first.
 */
@org.jspecify.annotations.NullMarked
module io.sallyport.dialect {
    requires transitive io.sallyport.exchange;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires static transitive org.jspecify;

    exports io.sallyport.dialect;
}
