package io.sallyport.appliance;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.secret.Secret;
import io.sallyport.provider.Authentication;
import io.sallyport.provider.Deadlines;
import io.sallyport.provider.Provider;
import io.sallyport.provider.Reach;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one provider. */
final class ProviderSection {
    /** Header names that vendors and proxies give to credentials. */
    private static final Pattern SECRET =
            Pattern.compile("(^|-)(key|apikey|token|secret|password|cookie|auth)($|-)");

    private static final URI NOWHERE = URI.create("http://127.0.0.1");

    /** The protocols as the configuration calls them: by their vendor. */
    private enum Protocol {
        OPENAI(DialectName.OPENAI_CHAT, Authentication.BEARER),
        ANTHROPIC(DialectName.ANTHROPIC_MESSAGES, Authentication.X_API_KEY);

        private final DialectName dialect;
        private final Authentication usual;

        Protocol(DialectName dialect, Authentication usual) {
            this.dialect = dialect;
            this.usual = usual;
        }
    }

    private ProviderSection() {}

    /** Empty when it is optional and the variable of its key is not set. */
    static Optional<Provider> read(ProviderName name, Section section, UpstreamTrust usual) {
        Protocol protocol =
                section.value("dialect", Protocol.OPENAI, Values.choice(Protocol.values()));
        URI base = section.required("base-url", NOWHERE, ProviderSection::address);
        Authentication authentication =
                section.value(
                        "authentication", protocol.usual, Values.choice(Authentication.values()));
        Headers headers = headers(section.section("headers"));
        boolean countsTokens =
                section.value("counts-tokens", protocol == Protocol.ANTHROPIC, Values.flag());
        Deadlines deadlines =
                section.section("deadlines")
                        .as(ProviderSection::deadlines)
                        .orElse(Deadlines.DEFAULTS);
        Reach reach = reach(section, usual);
        Optional<Secret> key = Optional.empty();
        if (section.value("optional", false, Values.flag()) && isUnset(section)) {
            return Optional.empty();
        }
        if (authentication == Authentication.NONE) {
            refuseKey(section);
        } else {
            key = section.secret("api-key");
            if (key.isEmpty()) {
                requireKey(section);
                return Optional.empty();
            }
        }
        return Optional.of(
                new Provider(
                        name,
                        protocol.dialect,
                        base,
                        authentication,
                        key,
                        headers,
                        countsTokens,
                        deadlines,
                        reach));
    }

    private static Reach reach(Section section, UpstreamTrust usual) {
        UpstreamTrust trust = UpstreamTrust.read(section, usual);
        return new Reach(Set.copyOf(Networks.read(section, "allow-networks")), trust.context());
    }

    private static boolean isUnset(Section section) {
        Optional<String> variable = section.unset("api-key");
        variable.ifPresent(unset ->
                section.notice("left out with its models, because %s is not set".formatted(unset)));
        return variable.isPresent();
    }

    private static void requireKey(Section section) {
        if (!section.has("api-key")) {
            section.problem(
                    "api-key",
                    "is required; write ${env:NAME} or ${file:/path}, or 'authentication: none' for"
                            + " a server without a key");
        }
    }

    private static void refuseKey(Section section) {
        if (section.has("api-key")) {
            section.problem("api-key", "is never sent with 'authentication: none'; take one out");
        }
    }

    private static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException(
                    "must be an address of the form http(s)://host[:port][/path]", wrong);
        }
    }

    private static Headers headers(Section section) {
        List<Headers.Field> fields = new ArrayList<>();
        for (String name : section.names()) {
            if (SECRET.matcher(name).find() && !section.isReference(name)) {
                section.problem(
                        name,
                        "is a secret by its name; write it by reference: ${env:NAME} or"
                                + " ${file:/path}");
            }
            section.texts(name).forEach(value -> fields.add(new Headers.Field(name, value)));
        }
        return new Headers(fields);
    }

    private static Deadlines deadlines(Section section) {
        Deadlines usual = Deadlines.DEFAULTS;
        return new Deadlines(
                deadline(section, "connect", usual.connect()),
                deadline(section, "first-byte", usual.firstByte()),
                deadline(section, "idle", usual.idle()),
                deadline(section, "total", usual.total()));
    }

    private static Duration deadline(Section section, String key, Duration usual) {
        return section.value(key, usual, Values.duration());
    }
}
