/**
 * The nouns of one request, no behaviour. Read {@link io.sallyport.exchange.Shape} first.
 *
 * <p>The content wall: prompt and answer types live in {@code content} and are exported by name to
 * the modules that must read them; everything else (audit, store, admission, catalog, routing) does
 * not compile when it touches a prompt. Secrets are walled off in the same way.
 */
@SuppressWarnings(
        "module") // The readers named below are built after this module, so javac cannot see them
// yet.
@org.jspecify.annotations.NullMarked
module io.sallyport.exchange {
    requires static transitive org.jspecify;

    exports io.sallyport.exchange;
    exports io.sallyport.exchange.content to
            io.sallyport.dialect,
            io.sallyport.provider,
            io.sallyport.forwarding,
            io.sallyport.pipeline;
    exports io.sallyport.exchange.secret to
            io.sallyport.admission,
            io.sallyport.dialect,
            io.sallyport.provider,
            io.sallyport.forwarding,
            io.sallyport.pipeline,
            io.sallyport.store,
            io.sallyport.appliance;
}
