package io.sallyport.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.admission.port.KeyRecord.Kind;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final Secret PEPPER = Secret.of("a pepper of the test");
    private static final OrganisationId ACME = new OrganisationId("acme");

    private final FakeKeyStore store = new FakeKeyStore();
    private final SettableClock clock = new SettableClock();
    private final FakeStopStore stopped = new FakeStopStore();
    private final Stops stops = new Stops(stopped, clock);
    private final Admission admission = new Admission(store, stops, PEPPER, 100, clock);

    @AfterEach
    void close() {
        admission.close();
        stops.close();
    }

    @Test
    void aNewKeyOpensAtOnceAndCarriesItsGrants() {
        // Given
        NewKey made = admission.create(order(Kind.INFERENCE, Set.of("openai/*")));
        // When
        Caller caller = admission.identify(made.secret());
        // Then
        assertThat(caller).isEqualTo(new Caller(made.record().id(), ACME, Set.of("openai/*")));
    }

    @Test
    void theStoreNeverSeesTheSecretOrAPlainHashOfIt() throws Exception {
        // When
        NewKey made = admission.create(order(Kind.INFERENCE, Set.of()));
        // Then
        String key = made.secret().reveal();
        byte[] plain =
                java.security.MessageDigest.getInstance("SHA-256")
                        .digest(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(made.record().hmac())
                .hasSize(64)
                .isNotEqualTo(java.util.HexFormat.of().formatHex(plain));
        assertThat(made.toString() + made.record()).doesNotContain(key.substring(16));
    }

    @Test
    void identifyingAsksTheStoreNothingWhetherTheKeyIsKnownUnknownOrWrong() {
        // Given
        NewKey made = admission.create(order(Kind.INFERENCE, Set.of()));
        Secret unknown = secret(KeyText.mint(Kind.INFERENCE, new Random(1)).text());
        int before = store.reads.get();
        // When
        for (int i = 0; i < 100; i++) {
            admission.identify(made.secret());
            isRefusedWith(
                    Meaning.UNAUTHENTICATED, catchThrowable(() -> admission.identify(unknown)));
            isRefusedWith(
                    Meaning.UNAUTHENTICATED,
                    catchThrowable(() -> admission.identify(secret("sk-nonsense"))));
        }
        // Then
        assertThat(store.reads).hasValue(before);
    }

    @Test
    void theRightIdWithAnotherSecretAndAValidChecksumIsRefusedLikeAnUnknownKey() {
        // Given
        String key = admission.create(order(Kind.INFERENCE, Set.of())).secret().reveal();
        String body = key.substring(0, 16) + "0".repeat(30);
        Secret forged = secret(body + "_" + KeyText.checksum(body));
        // When
        Throwable thrown = catchThrowable(() -> admission.identify(forged));
        // Then
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused ->
                                assertThat(refused.rejection())
                                        .isEqualTo(new KeyRejection.Unknown()));
    }

    @Test
    void anInferenceKeyWithTheTypeOfAnAdminKeyIsRefused() {
        // Given
        String key = admission.create(order(Kind.INFERENCE, Set.of())).secret().reveal();
        String body = key.substring(0, key.length() - 7).replace("slp_inf_", "slp_adm_");
        Secret forged = secret(body + "_" + KeyText.checksum(body));
        // When
        Throwable thrown = catchThrowable(() -> admission.identifyAdmin(forged));
        // Then
        isRefusedWith(Meaning.UNAUTHENTICATED, thrown);
    }

    @Test
    void anotherPepperOpensNothing() {
        // Given
        NewKey made = admission.create(order(Kind.INFERENCE, Set.of()));
        try (Admission other =
                new Admission(store, stops, Secret.of("another pepper"), 100, clock)) {
            // When
            Throwable thrown = catchThrowable(() -> other.identify(made.secret()));
            // Then
            isRefusedWith(Meaning.UNAUTHENTICATED, thrown);
        }
    }

    @Test
    void eachKindOfKeyOpensItsOwnDoorOnly() {
        // Given
        NewKey inference = admission.create(order(Kind.INFERENCE, Set.of()));
        NewKey admin = admission.create(order(Kind.ADMIN, Set.of()));
        // When
        Throwable adminAtTheGateway = catchThrowable(() -> admission.identify(admin.secret()));
        Throwable inferenceAtTheAdminDoor =
                catchThrowable(() -> admission.identifyAdmin(inference.secret()));
        // Then
        isRefusedWith(Meaning.FORBIDDEN, adminAtTheGateway);
        isRefusedWith(Meaning.FORBIDDEN, inferenceAtTheAdminDoor);
    }

    @Test
    void anAdminKeyThatHasEndedIsNoActiveOne() {
        // Given
        Instant end = NOW.plusSeconds(60);
        admission.create(new KeyOrder(ACME, "test", Kind.ADMIN, Set.of(), Optional.of(end)));
        boolean before = admission.hasActiveAdminKey();
        // When
        clock.now = end;
        // Then
        assertThat(before).isTrue();
        assertThat(admission.hasActiveAdminKey()).isFalse();
    }

    @Test
    void anAdminKeyOpensTheAdminDoor() {
        // Given
        NewKey admin = admission.create(order(Kind.ADMIN, Set.of()));
        // When
        KeyId opened = admission.identifyAdmin(admin.secret());
        // Then
        assertThat(opened).isEqualTo(admin.record().id());
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceAndToldSo() {
        // Given
        NewKey made = admission.create(order(Kind.INFERENCE, Set.of()));
        Optional<KeyRecord> revoked = admission.revoke(made.record().id());
        // When
        Throwable thrown = catchThrowable(() -> admission.identify(made.secret()));
        // Then
        assertThat(revoked.flatMap(KeyRecord::revokedAt)).contains(NOW);
        isRefusedWith(Meaning.KEY_ENDED, thrown);
    }

    @Test
    void revokingAnUnknownKeyIsEmpty() {
        // When
        Optional<KeyRecord> revoked = admission.revoke(new KeyId("unknown0"));
        // Then
        assertThat(revoked).isEmpty();
    }

    @Test
    void aKeyEndsAtTheMomentOfItsExpiry() {
        // Given
        NewKey made = admission.create(expiring(NOW.plusSeconds(60)));
        clock.now = NOW.plusSeconds(60);
        // When
        Throwable thrown = catchThrowable(() -> admission.identify(made.secret()));
        // Then
        isRefusedWith(Meaning.KEY_ENDED, thrown);
    }

    @Test
    void aKeyOpensUntilJustBeforeItsExpiry() {
        // Given
        NewKey made = admission.create(expiring(NOW.plusSeconds(60)));
        clock.now = NOW.plusSeconds(60).minusNanos(1_000);
        // When
        Caller caller = admission.identify(made.secret());
        // Then
        assertThat(caller.key()).isEqualTo(made.record().id());
    }

    @Test
    void anExpiryThatIsOverIsRefusedWithItsField() {
        // When
        Throwable thrown = catchThrowable(() -> admission.create(expiring(NOW)));
        // Then
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.rejection().field()).contains("expires_at"));
    }

    @Test
    void nobodyWhoFollowsStopsOrKeysIsSeen() {
        // Given
        boolean before = admission.following();
        // When
        stops.close();
        // Then
        assertThat(before).isTrue();
        assertThat(admission.following()).isFalse();
    }

    @Test
    void aRevocationMadeElsewhereArrives() throws Exception {
        // Given
        NewKey made = admission.create(order(Kind.INFERENCE, Set.of()));
        // When: another node revokes it
        store.revoke(made.record().id(), NOW);
        // Then
        awaitRefused(made.secret());
        isRefusedWith(Meaning.KEY_ENDED, catchThrowable(() -> admission.identify(made.secret())));
    }

    @Test
    void aStoreThatFailsLeavesTheLastSnapshotAndIsFollowedAgainLater() throws Exception {
        // Given
        NewKey made = admission.create(order(Kind.INFERENCE, Set.of()));
        store.failing = true;
        assertThat(store.failed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(admission.identify(made.secret()).key()).isEqualTo(made.record().id());
        assertThat(admission.refreshFailures()).isPositive();
        // When
        store.failing = false;
        store.revoke(made.record().id(), NOW);
        // Then
        awaitRefused(made.secret());
    }

    @Test
    void aDamagedHashClosesItsKeyOnly() {
        // Given
        NewKey good = admission.create(order(Kind.INFERENCE, Set.of()));
        NewKey damaged = admission.create(order(Kind.INFERENCE, Set.of()));
        KeyRecord key = damaged.record();
        store.insert(
                new KeyRecord(
                        key.id(),
                        ACME,
                        "damaged",
                        Kind.INFERENCE,
                        "no hex",
                        Set.of(),
                        NOW,
                        Optional.empty(),
                        Optional.empty()));
        try (Admission fresh = new Admission(store, stops, PEPPER, 100, clock)) {
            // When
            Caller caller = fresh.identify(good.secret());
            Throwable thrown = catchThrowable(() -> fresh.identify(damaged.secret()));
            // Then
            assertThat(caller.key()).isEqualTo(good.record().id());
            isRefusedWith(Meaning.UNAUTHENTICATED, thrown);
        }
    }

    @Test
    void grantsAreNamesOrPatternsOfAProvider() {
        // Given
        Caller caller =
                new Caller(new KeyId("k"), ACME, Set.of("openai/*", "claude-sonnet-5", "fast"));
        List<String> granted =
                List.of("openai/gpt-5", "claude-sonnet-5", "fast", "auto", "auto:cost-first");
        List<String> others =
                List.of("openai", "openai2/x", "anthropic/claude-sonnet-5", "gpt-5", "FAST");
        // When
        List<String> allowed =
                Stream.concat(granted.stream(), others.stream())
                        .filter(name -> admission.allows(caller, name))
                        .toList();
        // Then
        assertThat(allowed).isEqualTo(granted);
    }

    @Test
    void aFallbackOutsideTheGrantsIsRefusedAndNamedAndCountsAsNothing() {
        // Given
        Caller caller = new Caller(new KeyId("k"), ACME, Set.of("a"));
        // When
        Throwable thrown =
                catchThrowable(() -> admission.permit(caller, shape("a", "secret\nmodel")));
        // Then
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> {
                            assertThat(refused.rejection().meaning())
                                    .isEqualTo(Meaning.MODEL_NOT_FOUND);
                            assertThat(refused.rejection().message())
                                    .contains("secret?model")
                                    .doesNotContain("\n");
                        });
        assertThat(admission.inFlight()).isZero();
    }

    @Test
    void aPermitIsGivenBackExactlyOnce() {
        // Given
        Caller caller = new Caller(new KeyId("k"), ACME, Set.of());
        Permit first = admission.permit(caller, shape("a"));
        Permit second = admission.permit(caller, shape("a"));
        // When
        first.close();
        first.close();
        // Then
        assertThat(admission.inFlight()).isEqualTo(1);
        second.close();
    }

    @Test
    void theLastPermitGivenBackLeavesNothingInFlight() {
        // Given
        Caller caller = new Caller(new KeyId("k"), ACME, Set.of());
        Permit first = admission.permit(caller, shape("a"));
        Permit second = admission.permit(caller, shape("a"));
        first.close();
        // When
        second.close();
        // Then
        assertThat(admission.inFlight()).isZero();
    }

    @Test
    void drainingTakesNothingNewAndWaitsForWhatIsUnderWay() throws Exception {
        // Given
        Caller caller = new Caller(new KeyId("k"), ACME, Set.of());
        Permit open = admission.permit(caller, shape("a"));
        assertThat(admission.drain(Duration.ZERO)).isFalse();
        isRefusedWith(
                Meaning.UNAVAILABLE, catchThrowable(() -> admission.permit(caller, shape("a"))));
        // When
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> drained = threads.submit(() -> admission.drain(Duration.ofMinutes(1)));
            open.close();
            // Then
            assertThat(drained.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void manyThreadsLeaveNothingInFlightAndADrainAmongThemEnds() throws Exception {
        // Given
        Caller caller = new Caller(new KeyId("k"), ACME, Set.of());
        Callable<Void> requests =
                () -> {
                    for (int i = 0; i < 2_000; i++) {
                        try (Permit permit = admission.permit(caller, shape("a"))) {
                            assertThat(permit.caller()).isEqualTo(caller);
                        } catch (Rejected draining) {
                            return null;
                        }
                    }
                    return null;
                };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                all.add(threads.submit(requests));
            }
            // When
            boolean drained = admission.drain(Duration.ofMinutes(1));
            // Then
            assertThat(drained).isTrue();
            for (Future<Void> each : all) {
                each.get();
            }
        }
        assertThat(admission.inFlight()).isZero();
    }

    private void awaitRefused(Secret secret) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            try {
                admission.identify(secret);
            } catch (Rejected refused) {
                return;
            }
            Thread.sleep(20);
        }
    }

    private static void isRefusedWith(Meaning meaning, Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.rejection().meaning()).isEqualTo(meaning));
    }

    private static Secret secret(String text) {
        return Secret.of(text);
    }

    private static KeyOrder order(Kind kind, Set<String> models) {
        return new KeyOrder(ACME, "test", kind, models, Optional.empty());
    }

    private static KeyOrder expiring(Instant end) {
        return new KeyOrder(ACME, "test", Kind.INFERENCE, Set.of(), Optional.of(end));
    }

    private static Shape shape(String... models) {
        return new Shape(
                Shape.Kind.CHAT,
                DialectName.OPENAI_CHAT,
                List.of(models),
                false,
                Set.of(),
                1,
                1,
                OptionalInt.empty());
    }

    private static final class SettableClock extends Clock {
        private volatile Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
