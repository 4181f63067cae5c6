/**
 * The records of the admin HTTP contract, shared by the server and its clients. Read {@link
 * io.sallyport.adminapi.AdminContract} first.
 */
@org.jspecify.annotations.NullMarked
module io.sallyport.adminapi {
    requires static transitive org.jspecify;

    exports io.sallyport.adminapi;
}
