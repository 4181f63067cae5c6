/**
 * What is remembered of an exchange: never content. Read {@link io.sallyport.audit.Audit} first.
 */
@SuppressWarnings("module") // The readers of the port are built after this module.
@org.jspecify.annotations.NullMarked
module io.sallyport.audit {
    requires transitive io.sallyport.exchange;
    requires static transitive org.jspecify;

    exports io.sallyport.audit;
    exports io.sallyport.audit.port to
            io.sallyport.store,
            io.sallyport.testkit,
            io.sallyport.appliance;
}
