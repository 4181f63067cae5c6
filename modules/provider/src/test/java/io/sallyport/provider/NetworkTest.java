package io.sallyport.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "fc00::/7, fdff::1, true",
        "fc00::/7, fe00::, false",
        "::/0, 2001:db8::1, true",
        "::/0, 127.0.0.1, false",
        "::1, ::1, true",
        "::ffff:10.0.0.0, 10.0.0.0, true"
    })
    void itHasTheAddressesOfItsPrefix(String network, String address, boolean contained) {
        // When
        boolean answer = Network.of(network).contains(InetAddress.ofLiteral(address));
        // Then
        assertThat(answer).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gpu.example",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.1/8",
                "fd00::1/64",
                "10.1",
                "0x7f.0.0.1",
                "::1%lo",
                "[::1]",
                "::g",
                "256.0.0.1"
            })
    void whatIsNoNetworkIsRefused(String text) {
        // When
        Throwable refused = catchThrowable(() -> Network.of(text));
        // Then
        assertThat(refused).isInstanceOf(IllegalArgumentException.class);
    }
}
