package io.sallyport.appliance;

/** What a connection of the gateway waits for, each with a time limit of its own. */
enum Awaited {
    /** That both sides agree on how to encrypt. */
    HANDSHAKE,
    /** The first byte of a request. */
    REQUEST,
    /** The rest of its head. */
    HEAD,
    /** Its body. */
    BODY,
    /** That the caller takes a piece of its answer. */
    READER,
    /** That the caller, who has its last answer, closes. */
    GOODBYE
}
