package io.sallyport.appliance;

/**
 * How many connections the gateway holds at a time.
 *
 * @param all together; one more waits until one of them closes
 * @param perAddress from one address (IPv6: one /64 network); one more is closed at once
 */
record ConnectionLimits(int all, int perAddress) {

    /** 10,000, of them 256 from one address. */
    static final ConnectionLimits DEFAULTS = new ConnectionLimits(10_000, 256);

    private static final int MOST = 1_000_000;

    static ConnectionLimits read(Section section) {
        return new ConnectionLimits(
                section.value("max-connections", DEFAULTS.all, Values.number(1, MOST)),
                section.value(
                        "max-connections-per-address",
                        DEFAULTS.perAddress,
                        Values.number(1, MOST)));
    }

    /** The same where every caller has the same address. */
    ConnectionLimits forOneAddress() {
        return new ConnectionLimits(all, all);
    }
}
