package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Headers;
import io.sallyport.provider.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For whom a trusted proxy asks, and that nobody gets more places than there are. */
class ClientAddressesTest {
    private final ClientAddresses addresses =
            new ClientAddresses(List.of(Network.of("10.0.0.0/8"), Network.of("fd00::/8")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6.6.6.6|6.6.6.6",
                "1.1.1.1, 6.6.6.6|6.6.6.6",
                "1.1.1.1,6.6.6.6 , 10.1.1.1|6.6.6.6",
                "10.2.2.2, 10.1.1.1|10.2.2.2",
                "6.6.6.6:4711|6.6.6.6",
                "[2001:db8::7]:4711|2001:db8::7",
                "2001:db8::7, fd00::1|2001:db8::7",
                "1.1.1.1, nonsense|10.9.9.9",
                "1.1.1.1, nonsense, 10.1.1.1|10.1.1.1",
                "1.1.1.1, |10.9.9.9",
                "[|10.9.9.9",
                "evil.example|10.9.9.9",
                "6.6.6.999|10.9.9.9"
            })
    void theLastAddressThatIsNoProxyIsTheClient(String field, String client) {
        // Given
        InetAddress proxy = InetAddress.ofLiteral("10.9.9.9");
        // When
        InetAddress found = addresses.behind(proxy, Headers.of("X-Forwarded-For", field));
        // Then
        assertThat(found).isEqualTo(InetAddress.ofLiteral(client));
    }

    @Test
    void severalFieldsAreOneList() {
        // Given
        InetAddress proxy = InetAddress.ofLiteral("10.9.9.9");
        Headers headers =
                Headers.of("X-Forwarded-For", "1.1.1.1", "x-forwarded-for", "6.6.6.6, 10.1.1.1");
        // When
        InetAddress found = addresses.behind(proxy, headers);
        // Then
        assertThat(found).isEqualTo(InetAddress.ofLiteral("6.6.6.6"));
    }

    @Test
    void anIpv6NetworkIsOneAddressAndWhatIsGivenBackCostsNothing() {
        // Given
        AddressShares shares = new AddressShares(2);
        InetAddress one = InetAddress.ofLiteral("2001:db8::1");
        InetAddress two = InetAddress.ofLiteral("2001:db8::ffff:2");
        InetAddress other = InetAddress.ofLiteral("2001:db8:0:1::1");
        // When
        boolean first = shares.enter(one);
        boolean second = shares.enter(two);
        boolean third = shares.enter(one);
        // Then
        assertThat(List.of(first, second, third)).containsExactly(true, true, false);
        assertThat(shares.enter(other)).isTrue();
        shares.leave(two);
        assertThat(shares.enter(one)).isTrue();
        shares.leave(one);
        shares.leave(one);
        shares.leave(other);
        assertThat(shares.addresses()).isZero();
    }
}
