package io.sallyport.appliance;

import io.sallyport.adminapi.AdminContract;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every path of the admin listener, in one table. Deny by default: whatever is not marked open
 * needs an administrator's credential, also a path that does not exist.
 */
final class AdminRoutes {
    private enum Access {
        OPEN,
        ADMIN
    }

    /**
     * One route.
     *
     * @param below whether the path has one more segment
     */
    private record Route(
            Access access,
            String method,
            String path,
            boolean below,
            Function<AdminCall, AdminAnswer> endpoint) {
        boolean has(String asked) {
            if (!below) {
                return asked.equals(path);
            }
            return asked.startsWith(path + "/")
                    && asked.length() > path.length() + 1
                    && asked.indexOf('/', path.length() + 1) < 0;
        }

        /** Whatever can be got can be asked for by its head alone. */
        boolean takes(String asked) {
            return method.equals(asked.equals("HEAD") ? "GET" : asked);
        }

        String rest(String asked) {
            return below ? asked.substring(path.length() + 1) : "";
        }
    }

    private final AdminGuard guard;
    private final List<Route> routes;

    AdminRoutes(
            AdminGuard guard,
            Readiness readiness,
            KeyEndpoints keys,
            StopEndpoints stops,
            TraceEndpoints traces,
            StatusEndpoint status) {
        this.guard = guard;
        this.routes =
                List.of(
                        open("GET", AdminContract.LIVE, call -> readiness.live()),
                        open("GET", AdminContract.READY, call -> readiness.ready()),
                        open("GET", AdminContract.METRICS, call -> status.metrics()),
                        admin("GET", AdminContract.KEYS, false, keys::list),
                        admin("POST", AdminContract.KEYS, false, keys::create),
                        admin("DELETE", AdminContract.KEYS, true, keys::revoke),
                        admin("GET", AdminContract.STOPS, false, stops::list),
                        admin("POST", AdminContract.STOPS, false, stops::stop),
                        admin("DELETE", AdminContract.STOPS, false, stops::resume),
                        admin("GET", AdminContract.TRACES, false, traces::list),
                        admin("GET", AdminContract.TRACES, true, traces::show),
                        admin("GET", AdminContract.STATUS, false, status::show));
    }

    private static Route open(
            String method, String path, Function<AdminCall, AdminAnswer> endpoint) {
        return new Route(Access.OPEN, method, path, false, endpoint);
    }

    private static Route admin(
            String method, String path, boolean below, Function<AdminCall, AdminAnswer> endpoint) {
        return new Route(Access.ADMIN, method, path, below, endpoint);
    }

    /** The answer to this call; {@link Rejected} says why there is none. */
    AdminAnswer answer(String method, String path, Optional<Secret> credential, AdminCall call) {
        List<Route> here = routes.stream().filter(route -> route.has(path)).toList();
        if (here.isEmpty() || here.getFirst().access() == Access.ADMIN) {
            guard.admit(credential);
        }
        if (here.isEmpty()) {
            throw new Rejected(AdminRejection.noPath(path));
        }
        Optional<Route> route = here.stream().filter(each -> each.takes(method)).findFirst();
        return route.map(known ->
                        known.endpoint()
                                .apply(new AdminCall(known.rest(path), call.query(), call.body())))
                .orElseGet(() -> wrongMethod(method, here));
    }

    private static AdminAnswer wrongMethod(String method, List<Route> here) {
        List<String> methods = here.stream().map(Route::method).toList();
        return AdminDoor.refusal(AdminRejection.wrongMethod(method, String.join(" or ", methods)))
                .allowing(String.join(", ", methods));
    }

    /** Every route as {@code METHOD path open|admin}, for the test that walks them all. */
    List<String> table() {
        return routes.stream()
                .map(route ->
                        "%s %s%s %s"
                                .formatted(
                                        route.method(),
                                        route.path(),
                                        route.below() ? "/x" : "",
                                        Values.kebab(route.access())))
                .toList();
    }
}
