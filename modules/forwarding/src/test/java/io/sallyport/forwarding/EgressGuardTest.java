package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.exchange.Headers;
import io.sallyport.provider.Deadlines;
import io.sallyport.provider.Network;
import io.sallyport.provider.Reach;
import io.sallyport.provider.UpstreamCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where connections may lead, with sockets that listen on every address of this machine. */
@Timeout(60)
class EgressGuardTest {
    private static final Reach INTERNET = Reach.within();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket listening;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0);
        Thread.ofVirtual().start(this::accept);
    }

    @AfterEach
    void stop() throws IOException {
        listening.close();
    }

    @Test
    void nothingOfTheCorpusIsEverConnectedTo() throws Exception {
        // Given: every address as it is written and as the answer of a name server
        Corpus corpus = Corpus.read();
        Set<String> hosts = new LinkedHashSet<>(corpus.spellings());
        corpus.addresses().forEach(address -> hosts.add(literal(address)));
        hosts.addAll(corpus.names().keySet());
        assertThat(hosts).hasSizeGreaterThanOrEqualTo(300);
        for (String host : hosts) {
            // When
            assertThat(catchThrowable(() -> dial(host, corpus, INTERNET)))
                    // Then
                    .as(host)
                    .isInstanceOf(EgressRefused.class);
        }
        assertNoConnection();
    }

    @Test
    void withoutTheGuardTheCorpusWouldReachTheListeningSocket() throws Exception {
        // Given: the same corpus, with everything allowed
        Corpus corpus = Corpus.read();
        Reach everywhere = Reach.within(Network.of("0.0.0.0/0"), Network.of("::/0"));
        List<String> here = List.of("127.0.0.1", "127.255.255.254", "0.0.0.0", "::ffff:127.0.0.1");
        // When
        for (String address : here) {
            dial(literal(address), corpus, everywhere);
            dial(corpus.nameOf(address), corpus, everywhere);
        }
        // Then
        for (int i = 0; i < 100 && connections.get() < 8; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(connections).hasValue(8);
    }

    @Test
    void nothingOfTheCorpusPassesAsTheBaseOfACall() throws Exception {
        // Given: the whole client, with what can be written as the address of a call
        Corpus corpus = Corpus.read();
        int tried = 0;
        try (PooledUpstreamClient client = new PooledUpstreamClient(corpus, Optional.empty(), 8)) {
            for (String name : corpus.names().keySet()) {
                // When
                assertThatThrownBy(() -> client.send(call(name, INTERNET), () -> {}))
                        .isInstanceOf(NotConnected.class)
                        .hasCauseInstanceOf(EgressRefused.class);
                tried++;
            }
            // Then
            assertThat(client.refused()).isEqualTo(tried);
        }
        assertNoConnection();
    }

    @Test
    void aHostWithOneRefusedAddressIsRefusedWhole() throws Exception {
        // Given: the first address is allowed, the second is not
        Reach reach = Reach.within(Network.of("127.0.0.1"));
        AddressBook mixed =
                host ->
                        List.of(
                                InetAddress.ofLiteral("127.0.0.1"),
                                InetAddress.ofLiteral("10.0.0.1"));
        // When
        assertThatThrownBy(() -> dial("mixed.test", mixed, reach))
                .isInstanceOf(EgressRefused.class)
                .hasMessageContaining("mixed.test: 10.0.0.1 is a private address")
                .hasMessageContaining("allow-networks: ['10.0.0.1']");
        // Then
        assertNoConnection();
    }

    @Test
    void aNameIsResolvedOnceForAConnectionAndTheAddressThatWasLookedAtIsTheOneConnectedTo()
            throws Exception {
        // Given: a name server that gives an allowed address first and another one next
        Reach reach = Reach.within(Network.of("127.0.0.1"));
        AtomicInteger asked = new AtomicInteger();
        AddressBook rebinding =
                host ->
                        List.of(
                                InetAddress.ofLiteral(
                                        asked.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2"));
        // When
        dial("rebind.test", rebinding, reach);
        // Then
        assertThat(asked).hasValue(1);
        assertThatThrownBy(() -> dial("rebind.test", rebinding, reach))
                .isInstanceOf(EgressRefused.class);
    }

    @Test
    void theAddressOfAMetadataServiceIsAllowedOnlyWhenItIsNamedAlone() throws Exception {
        InetAddress metadata = InetAddress.ofLiteral("169.254.169.254");
        assertThat(Reach.within(Network.of("169.254.0.0/16")).objection(metadata)).isPresent();
        assertThat(Reach.within(Network.of("0.0.0.0/0")).objection(metadata)).isPresent();
        assertThat(Reach.within(Network.of("169.254.169.254")).objection(metadata)).isEmpty();
    }

    @Test
    void theInternetIsOpen() throws Exception {
        for (String address :
                List.of("1.1.1.1", "8.8.8.8", "100.63.255.255", "172.32.0.1", "2606:4700::1111")) {
            assertThat(INTERNET.objection(InetAddress.ofLiteral(address))).isEmpty();
        }
        for (String host : List.of("api.openai.com", "1.1.1.1", "[2606:4700::1111]", "a1.test.")) {
            assertThat(INTERNET.objection(host)).isEmpty();
        }
    }

    @Test
    void whatIsSpelledAsAnAddressIsNotLeftToTheProxy() throws Exception {
        // Given: a proxy that would lead everything to the listening socket
        Corpus corpus = Corpus.read();
        try (TestProxy proxy = new TestProxy(listening.getLocalPort(), "")) {
            HttpProxy way = new HttpProxy("127.0.0.1", proxy.port(), Optional.empty(), List.of());
            EgressGuard guard = new EgressGuard(AddressBook.SYSTEM, Optional.of(way), INTERNET);
            Set<String> hosts = new LinkedHashSet<>(corpus.spellings());
            corpus.addresses().forEach(address -> hosts.add(literal(address)));
            for (String host : hosts) {
                // When
                Origin origin = new Origin(false, host, 80);
                assertThat(catchThrowable(() -> new Dialing().dial(origin, guard, SECOND)))
                        .as(host)
                        .isInstanceOf(EgressRefused.class);
            }
            // Then
            assertThat(proxy.asked()).isEmpty();
        }
        assertNoConnection();
    }

    private void dial(String host, AddressBook book, Reach reach) throws IOException {
        EgressGuard guard = new EgressGuard(book, Optional.empty(), reach);
        Origin origin = new Origin(false, host, listening.getLocalPort());
        new Dialing().dial(origin, guard, SECOND).socket().close();
    }

    private UpstreamCall call(String host, Reach reach) {
        return new UpstreamCall(
                URI.create("http://" + host + ":" + listening.getLocalPort() + "/v1"),
                Headers.NONE,
                new byte[] {'{', '}'},
                Deadlines.DEFAULTS,
                reach);
    }

    /** One connection of our own is the last that was made: nothing else came before it. */
    private void assertNoConnection() throws Exception {
        int before = connections.get();
        dial("127.0.0.1", AddressBook.SYSTEM, Reach.within(Network.of("127.0.0.1")));
        for (int i = 0; i < 100 && connections.get() == before; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(connections).hasValue(1);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                listening.accept().close();
                connections.incrementAndGet();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static String literal(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    /** The corpus as a name server that has a name for each of its addresses. */
    private record Corpus(
            List<String> addresses, List<String> spellings, Map<String, InetAddress> names)
            implements AddressBook {

        static Corpus read() throws IOException {
            try (InputStream in =
                    Objects.requireNonNull(
                            EgressGuardTest.class.getResourceAsStream("egress-corpus.txt"))) {
                List<String> lines =
                        new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                .lines()
                                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                                .toList();
                int middle = lines.indexOf("spellings");
                List<String> addresses = lines.subList(0, middle);
                Map<String, InetAddress> names = new HashMap<>();
                for (int i = 0; i < addresses.size(); i++) {
                    names.put("n" + i + ".test", InetAddress.ofLiteral(addresses.get(i)));
                }
                return new Corpus(addresses, lines.subList(middle + 1, lines.size()), names);
            }
        }

        String nameOf(String address) {
            return "n" + addresses.indexOf(address) + ".test";
        }

        @Override
        public List<InetAddress> of(String host) throws IOException {
            return names.containsKey(host) ? List.of(names.get(host)) : AddressBook.SYSTEM.of(host);
        }
    }
}
