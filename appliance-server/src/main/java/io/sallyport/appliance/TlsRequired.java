package io.sallyport.appliance;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;

/** Plain HTTP came where TLS is spoken. */
record TlsRequired() implements Rejection {

    @Override
    public String code() {
        return "tls_required";
    }

    @Override
    public Meaning meaning() {
        return Meaning.INVALID;
    }

    @Override
    public String message() {
        return "This port speaks TLS, and this request came without it. Say https:// instead of http://.";
    }
}
