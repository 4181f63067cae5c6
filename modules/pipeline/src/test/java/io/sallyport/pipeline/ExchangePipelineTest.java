package io.sallyport.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.admission.Admission;
import io.sallyport.admission.Capacity;
import io.sallyport.admission.CapacityRules;
import io.sallyport.admission.KeyOrder;
import io.sallyport.admission.Stops;
import io.sallyport.admission.port.KeyRecord;
import io.sallyport.audit.Audit;
import io.sallyport.catalog.Catalog;
import io.sallyport.catalog.Deployment;
import io.sallyport.catalog.ModelEntry;
import io.sallyport.dialect.CallerGone;
import io.sallyport.dialect.Endpoint;
import io.sallyport.dialect.Reply;
import io.sallyport.dialect.ResponseSink;
import io.sallyport.exchange.Charge;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.Exchange;
import io.sallyport.exchange.ExchangeListener;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.Signals;
import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.Tariff;
import io.sallyport.exchange.Usage;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.exchange.secret.Secret;
import io.sallyport.forwarding.CallerWatch;
import io.sallyport.forwarding.Departure;
import io.sallyport.forwarding.Sent;
import io.sallyport.routing.Router;
import io.sallyport.testkit.MemoryKeyStore;
import io.sallyport.testkit.MemoryStopStore;
import io.sallyport.testkit.MemoryTraceStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExchangePipelineTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:01Z");
    private static final Clock CLOCK = Clock.fixed(NOW, java.time.ZoneOffset.UTC);

    private final FakeDialect dialect = new FakeDialect();
    private final MemoryTraceStore traces = new MemoryTraceStore();
    private final List<Exchange> ended = new ArrayList<>();
    private final Stops stops = new Stops(new MemoryStopStore(), CLOCK);
    private final Admission admission =
            new Admission(new MemoryKeyStore(), stops, Secret.of("pepper"), 100, CLOCK);
    private final Audit audit = new Audit(traces, 100);
    private final Capacity capacity =
            new Capacity(
                    new CapacityRules(1, Duration.ofSeconds(1), 1, 1 << 20, 0.9), new Random(1));
    private Function<Reply, Sent> sending = ExchangePipelineTest::answered;
    private int bodiesRead;

    @BeforeEach
    void aCallerAsks() {
        grant("m");
        ask("m");
    }

    @AfterEach
    void everyEndingLeavesOneTraceAndNoPermit() {
        audit.close();
        admission.close();
        stops.close();
        assertThat(traces.count()).isEqualTo(ended.size());
        assertThat(admission.inFlight()).isZero();
    }

    @Test
    void anAnswerIsRememberedOnce() {
        // When
        handle();
        // Then
        assertThat(only().ending()).isEqualTo(Ending.ANSWERED);
        assertThat(only().duration()).isEqualTo(Duration.ofSeconds(1));
        assertThat(only().caller()).isPresent();
        assertThat(only().route()).isPresent();
        assertThat(only().rejection()).isEmpty();
        assertThat(dialect.told).containsExactly("answered");
    }

    @Test
    void anUnknownKeyIsRefusedBeforeTheBodyIsReadAndLeavesATraceWithoutACaller() {
        // Given
        dialect.credential = () -> Secret.of("no key at all");
        // When
        handle();
        // Then
        assertThat(only().ending()).isEqualTo(Ending.REFUSED);
        assertThat(only().caller()).isEmpty();
        assertThat(only().rejection()).contains("invalid_api_key");
        assertThat(bodiesRead).isZero();
        assertThat(dialect.told).containsExactly("refused invalid_api_key");
    }

    @Test
    void aModelOutsideTheGrantsIsRefused() {
        // Given
        ask("other");
        // When
        handle();
        // Then
        assertThat(only().ending()).isEqualTo(Ending.REFUSED);
        assertThat(only().shape()).isPresent();
        assertThat(dialect.told).containsExactly("refused model_not_found");
    }

    @Test
    void aRefusalOfTheForwarderGivesThePermitBackAndKeepsTheRoute() {
        // Given
        sending =
                reply -> {
                    throw new Rejected(new NoSuchModel("x"));
                };
        // When
        handle();
        // Then
        assertThat(only().ending()).isEqualTo(Ending.REFUSED);
        assertThat(only().route()).isPresent();
        assertThat(dialect.told).containsExactly("refused model_not_found");
    }

    @Test
    void aFailureThatTheForwarderHasToldIsNotToldAgain() {
        // Given
        Rejection why = new NoSuchModel("x");
        sending =
                reply -> {
                    reply.fail(why);
                    return sent(Ending.FAILED, Optional.of(why));
                };
        // When
        handle();
        // Then
        assertThat(only().ending()).isEqualTo(Ending.FAILED);
        assertThat(only().rejection()).contains("model_not_found");
        assertThat(dialect.told).containsExactly("failed model_not_found");
    }

    @Test
    void aCallerThatLeavesIsRememberedAsGone() {
        // Given
        sending =
                reply -> {
                    throw new CallerGone();
                };
        // When
        handle();
        // Then
        assertThat(only().ending()).isEqualTo(Ending.CALLER_GONE);
        assertThat(dialect.told).isEmpty();
    }

    @Test
    void aCallerThatLeavesBeforeItsRefusalIsRememberedAsGone() {
        // Given
        ask("other");
        dialect.callerGone = true;
        // When
        handle();
        // Then
        assertThat(only().ending()).isEqualTo(Ending.CALLER_GONE);
    }

    @Test
    void aDefectPassesToTheDoorAndStillLeavesATrace() {
        // Given
        sending =
                reply -> {
                    throw new IllegalStateException("a defect");
                };
        // When
        // Then
        assertThatThrownBy(this::handle).hasMessage("a defect");
        assertThat(only().ending()).isEqualTo(Ending.FAILED);
        assertThat(only().rejection()).contains("internal_error");
    }

    @Test
    void theListHasWhatTheKeyMayUseAndAuto() {
        // Given
        dialect.endpoint = Endpoint.ListModels::new;
        // When
        handle();
        // Then
        assertThat(only().ending()).isEqualTo(Ending.ANSWERED);
        assertThat(dialect.told.getFirst()).startsWith("models [auto, auto:").endsWith(", m]");
        assertThat(bodiesRead).isZero();
    }

    @Test
    void aModelOutsideTheGrantsIsNotShown() {
        // Given
        dialect.endpoint = () -> new Endpoint.ShowModel("other");
        // When
        handle();
        // Then
        assertThat(dialect.told).containsExactly("refused model_not_found");
        assertThat(only().ending()).isEqualTo(Ending.REFUSED);
    }

    @Test
    void aProbeNeedsNoKeyAndLeavesNoTrace() {
        // Given
        dialect.endpoint = Endpoint.Probe::new;
        dialect.credential = () -> Secret.of("no key at all");
        // When
        handle();
        // Then
        assertThat(ended).isEmpty();
        assertThat(dialect.told).isEmpty();
    }

    @Test
    void whatIsNoRequestIsRefusedInTheWordsOfItsDialectAndRemembered() {
        // When
        pipeline().refuse(arrival(), new NoSuchModel("x"));
        // Then
        assertThat(only().ending()).isEqualTo(Ending.REFUSED);
        assertThat(only().rejection()).contains("model_not_found");
        assertThat(only().caller()).isEmpty();
        assertThat(dialect.told).containsExactly("refused model_not_found");
        assertThat(bodiesRead).isZero();
    }

    @Test
    void aCallerThatDoesNotWaitForThatRefusalIsRememberedAsGone() {
        // Given
        dialect.callerGone = true;
        // When
        pipeline().refuse(arrival(), new NoSuchModel("x"));
        // Then
        assertThat(only().ending()).isEqualTo(Ending.CALLER_GONE);
    }

    private Exchange only() {
        assertThat(ended).hasSize(1);
        return ended.getFirst();
    }

    private void grant(String model) {
        Secret key =
                admission
                        .create(
                                new KeyOrder(
                                        new OrganisationId("o"),
                                        "test",
                                        KeyRecord.Kind.INFERENCE,
                                        Set.of(model),
                                        Optional.empty()))
                        .secret();
        dialect.credential = () -> key;
    }

    private void ask(String model) {
        Shape shape =
                new Shape(
                        Shape.Kind.CHAT,
                        DialectName.OPENAI_CHAT,
                        List.of(model),
                        false,
                        Set.of(),
                        2,
                        1,
                        OptionalInt.empty());
        dialect.request = () -> Requests.chat(shape);
    }

    private void handle() {
        pipeline().handle(arrival());
    }

    private ExchangePipeline pipeline() {
        Catalog catalog = catalog();
        Router router = new Router(catalog, Strategy.BALANCED);
        ExchangePipeline.Ended watchers =
                new ExchangePipeline.Ended(
                        audit,
                        new ExchangeListener() {
                            @Override
                            public void ended(Exchange exchange) {
                                ended.add(exchange);
                            }
                        });
        return new ExchangePipeline(
                head -> dialect,
                admission,
                router,
                new FakeSending(),
                new ModelListing(catalog, router, admission),
                CLOCK,
                watchers);
    }

    private Arrival arrival() {
        return new Arrival(
                new RequestId("req_1"),
                NOW.minusSeconds(1),
                new Head("POST", "/v1/chat/completions", "", Headers.NONE),
                () -> {
                    bodiesRead++;
                    return new byte[2];
                },
                new SilentSink(),
                CallerWatch.NEVER,
                capacity.place());
    }

    private static Sent answered(Reply reply) {
        reply.end();
        return sent(Ending.ANSWERED, Optional.empty());
    }

    private static Sent sent(Ending ending, Optional<Rejection> rejection) {
        return new Sent(
                List.of(),
                Optional.empty(),
                ending,
                rejection,
                Usage.NONE,
                Charge.NONE,
                Optional.empty());
    }

    private static Catalog catalog() {
        return new Catalog(
                List.of(model("m"), model("other")),
                List.of(deployment("m"), deployment("other")),
                Map.of());
    }

    private static ModelEntry model(String id) {
        return new ModelEntry(
                new ModelId(id),
                id,
                "owner",
                Set.of(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Instant.EPOCH,
                true);
    }

    private static Deployment deployment(String model) {
        NanoUsd one = new NanoUsd(1);
        return new Deployment(
                new DeploymentId("p/" + model),
                new ModelId(model),
                new ProviderName("p"),
                model,
                new Tariff("1", one, one, one, one));
    }

    /** A forwarder that does as the test says. */
    private final class FakeSending implements Sending {
        @Override
        public Sent send(
                RoutePlan plan,
                ModelRequest request,
                Reply reply,
                CallerWatch watch,
                Departure departure) {
            assertThat(admission.inFlight()).isEqualTo(1);
            return sending.apply(reply);
        }

        @Override
        public Signals signals() {
            return Signals.of(Map.of());
        }
    }

    /** A connection on which nobody looks. */
    private static final class SilentSink implements ResponseSink {
        @Override
        public void send(int status, Headers headers, byte[] body) {}

        @Override
        public void begin(int status, Headers headers) {}

        @Override
        public void write(byte[] piece) {}

        @Override
        public void flush() {}

        @Override
        public void end() {}

        @Override
        public void abort() {}
    }
}
