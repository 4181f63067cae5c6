package io.sallyport.appliance;

/** Whether a listener asks its callers for a certificate (mutual TLS). */
enum ClientCertificates {
    /** It does not ask. */
    NONE,
    /** It asks; a caller without one is served all the same, one with a wrong one is not. */
    WANTED,
    /** It serves nobody without a good one. */
    NEEDED
}
