package io.sallyport.appliance;

import io.sallyport.provider.Network;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lists of networks in the configuration. */
final class Networks {
    private Networks() {}

    /** The networks of this key; none when it is absent. */
    static List<Network> read(Section section, String key) {
        Set<Network> networks = new LinkedHashSet<>();
        for (String text : section.texts(key)) {
            try {
                networks.add(Network.of(text));
            } catch (IllegalArgumentException wrong) {
                section.problem(
                        key,
                        "'%s' is no address or network such as 10.1.2.3, 10.0.0.0/8 or fd00::/8"
                                .formatted(text));
            }
        }
        return List.copyOf(networks);
    }
}
