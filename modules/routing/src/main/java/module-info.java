/**
 * Where a request should go: a pure decision, with its reasons. Read {@link
 * io.sallyport.routing.Router} first.
 */
@org.jspecify.annotations.NullMarked
module io.sallyport.routing {
    requires transitive io.sallyport.exchange;
    requires transitive io.sallyport.catalog;
    requires static transitive org.jspecify;

    exports io.sallyport.routing;
}
