/**
 * Models, prices and capabilities: what the configuration declares. Read {@link
 * io.sallyport.catalog.Catalog} first.
 */
@org.jspecify.annotations.NullMarked
module io.sallyport.catalog {
    requires transitive io.sallyport.exchange;
    requires static transitive org.jspecify;

    exports io.sallyport.catalog;
}
