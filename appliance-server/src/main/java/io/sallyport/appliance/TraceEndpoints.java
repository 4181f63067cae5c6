package io.sallyport.appliance;

import io.sallyport.adminapi.AdminContract;
import io.sallyport.adminapi.TracePage;
import io.sallyport.adminapi.TraceView;
import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.TraceStore;
import io.sallyport.audit.port.TraceStore.Gap;
import io.sallyport.audit.port.TraceStore.Page;
import io.sallyport.audit.port.TraceStore.Position;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.RequestId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Traces over HTTP. */
final class TraceEndpoints {
    private final TraceStore traces;

    TraceEndpoints(TraceStore traces) {
        this.traces = traces;
    }

    AdminAnswer list(AdminCall call) {
        call.takes("limit", "cursor");
        int limit = call.number("limit", AdminContract.USUAL_LIMIT, AdminContract.MOST_LIMIT);
        Page page = traces.page(call.parameter("cursor").map(TraceEndpoints::position), limit);
        Optional<String> next =
                page.traces().size() < limit
                        ? Optional.empty()
                        : Optional.of(cursor(Position.of(page.traces().getLast())));
        return AdminAnswer.json(
                200,
                new TracePage(
                        page.traces().stream().map(TraceEndpoints::view).toList(),
                        next,
                        page.gaps().stream().map(TraceEndpoints::view).toList()));
    }

    AdminAnswer show(AdminCall call) {
        call.takes();
        return traces.find(new RequestId(call.rest()))
                .map(trace -> AdminAnswer.json(200, view(trace)))
                .orElseThrow(() -> new Rejected(AdminRejection.noTrace(call.rest())));
    }

    /** Opaque on purpose: callers hand it back and never build one. */
    private static String cursor(Position place) {
        String text = place.startedAtMicros() + ":" + place.id();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Position position(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (text.matches("\\d{1,18}:[A-Za-z0-9_]{1,64}")) {
                return new Position(
                        Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
            }
        } catch (IllegalArgumentException noBase64) {
            throw wrongCursor();
        }
        throw wrongCursor();
    }

    private static Rejected wrongCursor() {
        return new Rejected(
                AdminRejection.wrong(
                        "cursor", "must be the 'next' of a page that this appliance gave"));
    }

    private static TracePage.Gap view(Gap gap) {
        return new TracePage.Gap(gap.block(), gap.traces(), gap.from(), gap.to());
    }

    private static TraceView view(Trace trace) {
        return new TraceView(
                trace.id().value(),
                trace.startedAt(),
                trace.durationMicros(),
                trace.ttftMicros(),
                trace.keyId(),
                trace.organisation(),
                trace.dialect().map(TraceEndpoints::lower),
                trace.streaming(),
                trace.requestedModel(),
                trace.servedModel(),
                trace.servedDeployment(),
                trace.strategy().map(text -> lower(text).replace('_', '-')),
                trace.reason(),
                lower(trace.ending().name()),
                trace.rejection(),
                new TraceView.Tokens(
                        trace.inputTokens(),
                        trace.cachedInputTokens(),
                        trace.cacheWriteTokens(),
                        trace.cacheWriteHourTokens(),
                        trace.outputTokens(),
                        trace.reasoningTokens()),
                trace.tariffVersion(),
                trace.billedNanoUsd(),
                trace.atRiskNanoUsd(),
                trace.attempts().stream().map(TraceEndpoints::view).toList());
    }

    private static TraceView.AttemptView view(Trace.TracedAttempt attempt) {
        return new TraceView.AttemptView(
                attempt.deployment(),
                lower(attempt.outcome()),
                attempt.status(),
                attempt.startedAt(),
                attempt.firstByteMicros(),
                attempt.durationMicros(),
                attempt.inputTokens(),
                attempt.outputTokens(),
                attempt.estimated());
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
