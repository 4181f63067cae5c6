package io.sallyport.forwarding;

/** What the end of an attempt says of its deployment. */
final class Judgement {
    private static final int FORBIDDEN = 403;

    private final Breaker breaker;
    private final Breaker.Admission admission;
    private final ForwardingRules rules;

    Judgement(Breaker breaker, Breaker.Admission admission, ForwardingRules rules) {
        this.breaker = breaker;
        this.admission = admission;
        this.rules = rules;
    }

    void of(AttemptState.Ended ended) {
        switch (ended) {
            case AttemptState.Answered answered -> breaker.succeeded(admission);
            case AttemptState.CallerLeft left -> breaker.undecided(admission);
            case AttemptState.Failed failed -> of(failed.why());
            case AttemptState.BrokenOff broken -> of(broken.why());
        }
    }

    private void of(AttemptFailed why) {
        switch (why.outcome()) {
            case REFUSED -> breaker.succeeded(admission);
            case CREDENTIAL_REFUSED -> credentialRefused(why);
            case RATE_LIMITED, OVERLOADED ->
                    why.retryAfter()
                            .ifPresentOrElse(
                                    wait -> breaker.openFor(admission, wait),
                                    () -> breaker.failed(admission));
            case PROTOCOL_ERROR -> notTheProtocol(why);
            case CONNECT_FAILED, TIMED_OUT, SERVER_ERROR, BROKEN_OFF -> breaker.failed(admission);
            case ANSWERED, CIRCUIT_OPEN, STOPPED, CALLER_GONE, GATEWAY_STOPPED ->
                    breaker.undecided(admission);
        }
    }

    /** One caller who asks for too much must not take a deployment from all others. */
    private void notTheProtocol(AttemptFailed why) {
        if (why.isOverOurLimit()) {
            breaker.undecided(admission);
        } else {
            breaker.failed(admission);
        }
    }

    /**
     * Some providers say 403 to what was asked (moderation), so that one caller could take a
     * deployment from all others; only what says something of the credential alone opens.
     */
    private void credentialRefused(AttemptFailed why) {
        if (why.status().orElse(0) == FORBIDDEN) {
            breaker.undecided(admission);
        } else {
            breaker.openFor(admission, rules.breakerCooldown());
        }
    }
}
