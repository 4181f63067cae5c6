package io.sallyport.appliance;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.sallyport.adminapi.ErrorAnswer;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.secret.Secret;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The admin listener's one handler. A refusal becomes an {@link ErrorAnswer}; a defect of ours is
 * answered here without a word about itself, and the log has its kind and place only.
 */
final class AdminDoor implements Handler {
    private static final int MOST_BODY_BYTES = 64 << 10;
    private static final int MISDIRECTED = 421;

    private final System.Logger log = System.getLogger(AdminDoor.class.getName());
    private final AdminRoutes routes;
    private final AdminHosts hosts;

    AdminDoor(AdminRoutes routes, AdminHosts hosts) {
        this.routes = routes;
        this.hosts = hosts;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        HelidonBody body = new HelidonBody(request, MOST_BODY_BYTES);
        AdminAnswer answer;
        try {
            answer =
                    hosts.is(host(request), request.localPeer().address())
                            ? answer(request, body)
                            : misdirected(request);
        } catch (WrongBody wrong) {
            answer = AdminAnswer.json(400, wrong.answer());
        } catch (Rejected rejected) {
            answer = refusal(rejected.rejection());
        } catch (RuntimeException defect) {
            log.log(Level.ERROR, "an admin call failed: {0}", HttpDoor.place(defect));
            answer = refusal(AdminRejection.failed());
        }
        response.status(Status.create(answer.status()));
        response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        answer.allow().ifPresent(methods -> response.header(HeaderNames.ALLOW, methods));
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length));
            response.send();
        } else {
            response.send(answer.body());
        }
        if (body.broken()) {
            throw new CloseConnectionException("a body broke");
        }
    }

    private AdminAnswer answer(ServerRequest request, HelidonBody body) {
        AdminCall call = new AdminCall("", query(request), body::read);
        return routes.answer(
                request.prologue().method().text(),
                request.prologue().uriPath().path(),
                credential(request),
                call);
    }

    private static String host(ServerRequest request) {
        return request.headers().first(HeaderNames.HOST).orElse("");
    }

    private static AdminAnswer misdirected(ServerRequest request) {
        return refusal(AdminRejection.wrongHost(host(request))).as(MISDIRECTED);
    }

    private static Map<String, String> query(ServerRequest request) {
        Map<String, String> query = new HashMap<>();
        for (String name : request.query().names()) {
            query.put(name, request.query().all(name).getLast());
        }
        return query;
    }

    private static Optional<Secret> credential(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip())
                .or(() -> request.headers().first(HeaderNames.create("x-api-key")))
                .filter(value -> !value.isBlank())
                .map(Secret::of);
    }

    static AdminAnswer refusal(Rejection rejection) {
        ErrorAnswer.Problem problem =
                new ErrorAnswer.Problem(rejection.code(), rejection.message(), rejection.field());
        return AdminAnswer.json(
                status(rejection.meaning()), new ErrorAnswer(problem, List.of(problem)));
    }

    private static int status(Meaning meaning) {
        return switch (meaning) {
            case INVALID, UNSUPPORTED, THREAD_UNSUPPORTED, CONTEXT_TOO_LONG -> 400;
            case UNAUTHENTICATED, KEY_ENDED -> 401;
            case FORBIDDEN -> 403;
            case MODEL_NOT_FOUND, ENDPOINT_NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case REQUEST_TIMEOUT -> 408;
            case TOO_LARGE -> 413;
            case UPGRADE_NOT_OFFERED -> 426;
            case RATE_LIMITED -> 429;
            case INTERNAL, UPSTREAM_FAILED -> 500;
            case UPSTREAM_OVERLOADED, UNAVAILABLE, UPSTREAM_TIMEOUT -> 503;
        };
    }
}
