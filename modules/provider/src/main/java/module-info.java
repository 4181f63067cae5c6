/**
 * The upstreams as data: address, authentication, deadlines. Read {@link
 * io.sallyport.provider.Provider} first.
 */
@org.jspecify.annotations.NullMarked
module io.sallyport.provider {
    requires transitive io.sallyport.dialect;
    requires transitive io.sallyport.exchange;
    requires static transitive org.jspecify;

    exports io.sallyport.provider;
}
