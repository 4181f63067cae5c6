package io.sallyport.appliance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time as HTTP writes it (RFC 9110 section 5.6.7), put into words once a second. */
final class HttpDate {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private record Said(long second, String words) {}

    private volatile Said last = new Said(0, FORM.format(Instant.EPOCH));

    String of(Instant moment) {
        Said said = last;
        if (said.second() != moment.getEpochSecond()) {
            said = new Said(moment.getEpochSecond(), FORM.format(moment));
            last = said;
        }
        return said.words();
    }
}
