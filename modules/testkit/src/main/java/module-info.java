/**
 * Contracts of the ports, and fakes that keep them; test scope only. Read {@link
 * io.sallyport.testkit.KeyStoreContract} first.
 */
@org.jspecify.annotations.NullMarked
module io.sallyport.testkit {
    requires transitive io.sallyport.admission;
    requires transitive io.sallyport.audit;
    requires transitive io.sallyport.exchange;
    requires org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports io.sallyport.testkit;
}
