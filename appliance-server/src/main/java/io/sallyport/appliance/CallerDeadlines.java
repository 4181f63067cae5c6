package io.sallyport.appliance;

import java.time.Duration;

/**
 * How long a caller may keep a connection of the gateway waiting.
 *
 * @param idle without a request
 * @param head from the first byte of a head to its last
 * @param body from the end of the head to the last byte of the body
 * @param answer for each 64 KiB of an answer that the caller does not take
 */
record CallerDeadlines(Duration idle, Duration head, Duration body, Duration answer) {

    /** 2 minutes, 10 seconds, 2 minutes, 30 seconds. */
    static final CallerDeadlines DEFAULTS =
            new CallerDeadlines(
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(30));

    static CallerDeadlines read(Section section) {
        return new CallerDeadlines(
                section.value("idle-timeout", DEFAULTS.idle, Values.duration()),
                section.value("head-timeout", DEFAULTS.head, Values.duration()),
                section.value("body-timeout", DEFAULTS.body, Values.duration()),
                section.value("answer-timeout", DEFAULTS.answer, Values.duration()));
    }
}
