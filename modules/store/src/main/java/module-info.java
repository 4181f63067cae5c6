/** The database behind the ports. Read {@link io.sallyport.store.Database} first. */
@org.jspecify.annotations.NullMarked
module io.sallyport.store {
    requires transitive io.sallyport.admission;
    requires transitive io.sallyport.audit;
    requires transitive io.sallyport.exchange;
    requires com.zaxxer.hikari;
    requires flyway.core;
    requires java.sql;
    requires org.jooq;
    requires org.slf4j;
    requires static transitive org.jspecify;

    // Flyway reads the migrations as resources of this package, from a module of another name.
    opens io.sallyport.store.migration;

    exports io.sallyport.store;
    // jOOQ makes these records by reflection; they never appear in a signature of this module.
    exports io.sallyport.store.generated.tables.records to
            org.jooq;
}
