/**
 * Sending a request, failing over, streaming back, keeping nothing. Read {@link
 * io.sallyport.forwarding.Forwarder} first.
 */
@org.jspecify.annotations.NullMarked
module io.sallyport.forwarding {
    requires transitive io.sallyport.dialect;
    requires transitive io.sallyport.exchange;
    requires transitive io.sallyport.provider;
    requires io.sallyport.wire;
    requires java.net.http;
    requires static transitive org.jspecify;

    exports io.sallyport.forwarding;
}
