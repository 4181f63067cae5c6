/**
 * Who is asking, and may they: keys and what they allow. Read {@link
 * io.sallyport.admission.Admission} first.
 */
@SuppressWarnings("module") // The readers of the port are built after this module.
@org.jspecify.annotations.NullMarked
module io.sallyport.admission {
    requires transitive io.sallyport.exchange;
    requires static transitive org.jspecify;

    exports io.sallyport.admission;
    exports io.sallyport.admission.port to
            io.sallyport.store,
            io.sallyport.testkit,
            io.sallyport.appliance;
}
