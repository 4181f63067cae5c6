/**
 * The models that the gateway knows, what they cost and can do, and the names they go by. Read
 * {@link io.sallyport.catalog.Catalog} first.
 */
@org.jspecify.annotations.NullMarked
module io.sallyport.catalog {
    requires transitive io.sallyport.exchange;
    requires static transitive org.jspecify;

    exports io.sallyport.catalog;
}
