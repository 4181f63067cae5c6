/**
 * The path itself: the one class that calls the steps in order. Read {@link
 * io.sallyport.pipeline.ExchangePipeline} first.
 */
@org.jspecify.annotations.NullMarked
module io.sallyport.pipeline {
    requires transitive io.sallyport.exchange;
    requires transitive io.sallyport.dialect;
    requires transitive io.sallyport.admission;
    requires transitive io.sallyport.catalog;
    requires transitive io.sallyport.routing;
    requires io.sallyport.provider;
    requires transitive io.sallyport.forwarding;
    requires transitive io.sallyport.audit;
    requires static transitive org.jspecify;

    exports io.sallyport.pipeline;
}
