package io.sallyport.provider;

import io.sallyport.exchange.ProviderName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every configured provider by its name; immutable. */
public final class Providers {
    private final Map<ProviderName, Provider> byName = new LinkedHashMap<>();

    /** These providers; refuses two of one name. */
    public Providers(List<Provider> providers) {
        for (Provider provider : providers) {
            if (byName.putIfAbsent(provider.name(), provider) != null) {
                throw new IllegalArgumentException("two providers named " + provider.name());
            }
        }
    }

    /**
     * The provider of this name; {@link IllegalArgumentException} when there is none, which the
     * configuration has ruled out for every deployment.
     */
    public Provider of(ProviderName name) {
        Provider provider = byName.get(name);
        if (provider == null) {
            throw new IllegalArgumentException("no provider named " + name);
        }
        return provider;
    }
}
