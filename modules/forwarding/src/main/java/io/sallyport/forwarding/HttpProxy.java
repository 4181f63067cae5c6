package io.sallyport.forwarding;

import io.sallyport.exchange.secret.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxy through which a company lets its servers out. Every connection is a tunnel (CONNECT),
 * those that are not encrypted too: the proxy sees a host and a port, never a request.
 *
 * @param host where the proxy is; nobody checks its address, the administrator named it
 * @param port its port
 * @param credential {@code user:password}, when it wants one (Basic)
 * @param exceptions hosts that are reached without it: a name, or with a dot before it everything
 *     below that name too
 */
public record HttpProxy(
        String host, int port, Optional<Secret> credential, List<String> exceptions) {

    /** Copies the list. */
    public HttpProxy {
        exceptions = exceptions.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether a connection to this host, in lower case, goes through it. */
    boolean serves(String host) {
        return exceptions.stream()
                .noneMatch(each ->
                        each.startsWith(".")
                                ? host.endsWith(each) || host.equals(each.substring(1))
                                : host.equals(each));
    }
}
