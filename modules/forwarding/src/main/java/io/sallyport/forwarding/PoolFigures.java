package io.sallyport.forwarding;

/**
 * What the pools of a client are at, all of them together.
 *
 * @param busy connections that serve a call
 * @param resting connections that are kept for the next one
 * @param waiting calls that wait for a place
 * @param opened connections opened so far
 * @param reused calls so far that a kept connection served
 * @param stale kept connections so far that had been closed by their upstream
 */
public record PoolFigures(
        long busy, long resting, long waiting, long opened, long reused, long stale) {
    static final PoolFigures NONE = new PoolFigures(0, 0, 0, 0, 0, 0);

    PoolFigures plus(PoolFigures more) {
        return new PoolFigures(
                busy + more.busy,
                resting + more.resting,
                waiting + more.waiting,
                opened + more.opened,
                reused + more.reused,
                stale + more.stale);
    }
}
