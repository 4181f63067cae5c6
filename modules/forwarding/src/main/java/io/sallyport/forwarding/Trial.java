package io.sallyport.forwarding;

import io.sallyport.dialect.AnswerReader;
import io.sallyport.dialect.CallerGone;
import io.sallyport.dialect.Dialect;
import io.sallyport.dialect.LimitPassed;
import io.sallyport.dialect.ProtocolFault;
import io.sallyport.dialect.Reply;
import io.sallyport.dialect.SseEvent;
import io.sallyport.dialect.SseReader;
import io.sallyport.dialect.UpstreamAnswer;
import io.sallyport.dialect.UpstreamEvent;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.exchange.content.TokenCountRequest;
import io.sallyport.provider.UpstreamCall;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** One attempt at one deployment: sends, reads, brings to the reply. Confined to one thread. */
final class Trial {
    private static final int TRUSTED = 256 << 10;

    private final Forwarder.Tools tools;
    private final ModelRequest request;
    private final Dialect dialect;
    private final AnswerReader reader;
    private final WaitingCaller caller;
    private final Departure departure;
    private final Reply reply;
    private final Meter meter;
    private AttemptState.UnderWay state = new AttemptState.Unseen();
    private long withheldBytes;

    Trial(
            Forwarder.Tools tools,
            ModelRequest request,
            Candidate candidate,
            Dialect dialect,
            WaitingCaller caller,
            Departure departure) {
        this.tools = tools;
        this.request = request;
        this.dialect = dialect;
        this.reader = dialect.reader(request, candidate);
        this.caller = caller;
        this.departure = departure;
        this.reply = caller.reply();
        this.meter = new Meter(candidate, request.shape(), reader, tools.clock());
    }

    Meter meter() {
        return meter;
    }

    /** Sends the call and brings the whole answer to the reply; says how far that went. */
    AttemptState.Ended run(UpstreamCall call) {
        try (UpstreamResponse response = tools.client().send(call, new Wait())) {
            meter.responded(response.status());
            AcceptedResponse.check(response, dialect, request.shape().streaming());
            if (request.shape().streaming()) {
                stream(response);
            } else {
                whole(response);
            }
            return state.answered();
        } catch (CallerGone gone) {
            return state.callerLeft();
        } catch (AttemptFailed why) {
            return state.failed(why);
        } catch (HeldBack stopped) {
            return state.failed(AttemptFailed.stopped(stopped.rejection()));
        } catch (NoRoom full) {
            return state.failed(AttemptFailed.noRoom(full.rejection()));
        } catch (NotConnected refused) {
            return failed(AttemptOutcome.CONNECT_FAILED, false);
        } catch (DeadlinePassed late) {
            return failed(AttemptOutcome.TIMED_OUT, late.wasSent());
        } catch (IOException broken) {
            return failed(
                    meter.hasResponded()
                            ? AttemptOutcome.PROTOCOL_ERROR
                            : AttemptOutcome.CONNECT_FAILED,
                    true);
        } catch (LimitPassed tooLarge) {
            return state.failed(AttemptFailed.overOurLimit());
        } catch (ProtocolFault fault) {
            return failed(AttemptOutcome.PROTOCOL_ERROR, true);
        }
    }

    /** What has reached nobody can still be stopped. */
    private final class Wait implements Waiting {
        @Override
        public void still() {
            caller.still();
            objection()
                    .ifPresent(why -> {
                        throw new HeldBack(why);
                    });
        }

        @Override
        public boolean wants(long now) {
            return caller.wants(now) || objection().isPresent();
        }

        private Optional<Rejection> objection() {
            return state instanceof AttemptState.Unseen
                    ? departure.objection(meter.candidate())
                    : Optional.empty();
        }
    }

    private AttemptState.Ended failed(AttemptOutcome outcome, boolean mayHaveCost) {
        AttemptOutcome why = tools.stopped().get() ? AttemptOutcome.GATEWAY_STOPPED : outcome;
        return state.failed(AttemptFailed.of(why, mayHaveCost));
    }

    private void whole(UpstreamResponse response) throws IOException, AttemptFailed {
        int most = tools.rules().maxAnswerBytes();
        if (response.declaredLength() > most) {
            throw AttemptFailed.overOurLimit();
        }
        AccountedInput bytes = new AccountedInput(response.body(), departure);
        byte[] body = body(bytes, response.declaredLength(), most);
        if (body.length > most) {
            throw AttemptFailed.overOurLimit();
        }
        UpstreamAnswer answer = reader.whole(body);
        meter.spoke(spokenIn(answer));
        Instant now = tools.clock().instant();
        reply.answer(answer);
        bytes.passed();
        commit(now);
    }

    /** A body of a known, small length is read into its place; others as they grow. */
    private static byte[] body(InputStream in, long length, int most) throws IOException {
        if (length < 0 || length > TRUSTED) {
            return in.readNBytes(most + 1);
        }
        byte[] body = new byte[(int) length];
        int read = in.readNBytes(body, 0, body.length);
        return read == length ? body : Arrays.copyOf(body, read);
    }

    /**
     * Read only when the upstream reported no usage; one that is not readable counts as nothing.
     */
    private long spokenIn(UpstreamAnswer answer) {
        if (request instanceof TokenCountRequest || reader.usage().isPresent()) {
            return 0;
        }
        try {
            return SpokenText.bytes(answer.neutral().get());
        } catch (ProtocolFault | LimitPassed unreadable) {
            return 0;
        }
    }

    private void stream(UpstreamResponse response) throws IOException, AttemptFailed {
        AccountedInput bytes = new AccountedInput(response.body(), departure);
        SseReader events = new SseReader(bytes, tools.rules().maxSseLineBytes());
        while (!reader.ended()) {
            Optional<SseEvent> next = events.next();
            if (next.isEmpty()) {
                throw new ProtocolFault("the protocol's own end of the stream");
            }
            UpstreamEvent event = reader.event(next.get());
            if (event.fault().isPresent()) {
                throw AttemptFailed.of(event.fault().get());
            }
            bring(event);
            if (!events.hasWhole()) {
                reply.flush();
                passed(bytes);
            }
        }
        reply.end();
        response.finish();
    }

    /** What has reached the caller needs no memory; before the commit the reply keeps it. */
    private void passed(AccountedInput bytes) {
        if (state instanceof AttemptState.Committed) {
            bytes.passed();
        }
    }

    private void bring(UpstreamEvent event) {
        meter.spoke(SpokenText.bytes(event.meaning()));
        reply.event(event);
        if (event.content()) {
            commit(tools.clock().instant());
        }
        switch (state) {
            case AttemptState.Committed committed -> caller.wroteSomething();
            case AttemptState.Unseen unseen -> withheld(event.raw().data().length);
        }
    }

    private void commit(Instant now) {
        state =
                switch (state) {
                    case AttemptState.Unseen unseen -> unseen.committed(now);
                    case AttemptState.Committed committed -> committed;
                };
    }

    /** The reply keeps events without content; an upstream that sends only such must end. */
    private void withheld(int bytes) {
        withheldBytes += bytes;
        int most = tools.rules().maxSseLineBytes();
        if (withheldBytes > most) {
            throw new LimitPassed("content within the first " + most + " bytes");
        }
    }
}
