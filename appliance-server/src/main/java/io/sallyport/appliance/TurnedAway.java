package io.sallyport.appliance;

/** Why a connection was closed before anything was asked on it. */
enum TurnedAway {
    /** Its address has as many as it may. */
    ADDRESS_LIMIT,
    /** Something else than TLS came where TLS is spoken. */
    PLAIN_TEXT,
    /** No handshake came about: no common version or suite, or no certificate that is trusted. */
    HANDSHAKE
}
