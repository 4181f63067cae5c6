package io.sallyport.adminapi;

/**
 * The admin HTTP API, version 1. JSON in UTF-8; names in snake_case as the records of this package
 * have them in camelCase; absent values are left out; times are RFC 3339 in UTC; amounts are
 * nano-USD. Every path but the three open ones takes a credential: {@code Authorization: Bearer} or
 * {@code x-api-key} with the bootstrap token or an admin key. Errors are an {@link ErrorAnswer}.
 *
 * <table>
 *   <caption>Paths</caption>
 *   <tr><td>{@code GET /health/live}, {@code /health/ready}</td><td>{@link HealthView}; open</td></tr>
 *   <tr><td>{@code GET /metrics}</td><td>Prometheus text; open</td></tr>
 *   <tr><td>{@code POST /admin/v1/keys}</td><td>{@link KeyRequest} → 201 {@link KeyCreated}</td></tr>
 *   <tr><td>{@code GET /admin/v1/keys?limit&after}</td><td>{@link KeyPage}</td></tr>
 *   <tr><td>{@code DELETE /admin/v1/keys/{id}}</td><td>revokes: {@link KeyView}</td></tr>
 *   <tr><td>{@code GET /admin/v1/stops}</td><td>{@link StopList}</td></tr>
 *   <tr><td>{@code POST /admin/v1/stops}</td><td>{@link StopRequest} → {@link StopList}</td></tr>
 *   <tr><td>{@code DELETE /admin/v1/stops?kind&name}</td><td>resumes: {@link StopList}</td></tr>
 *   <tr><td>{@code GET /admin/v1/traces?limit&cursor}</td><td>{@link TracePage}</td></tr>
 *   <tr><td>{@code GET /admin/v1/traces/{id}}</td><td>{@link TraceView}</td></tr>
 *   <tr><td>{@code GET /admin/v1/status}</td><td>{@link StatusView}</td></tr>
 * </table>
 */
public final class AdminContract {
    /** Answers while the process works. */
    public static final String LIVE = "/health/live";

    /** Answers 200 when calls are served, else 503. */
    public static final String READY = "/health/ready";

    /** The metrics in Prometheus' text format. */
    public static final String METRICS = "/metrics";

    /** Keys; one key below it by its id. */
    public static final String KEYS = "/admin/v1/keys";

    /** What is stopped. */
    public static final String STOPS = "/admin/v1/stops";

    /** Traces, newest first; one trace below it by its request id. */
    public static final String TRACES = "/admin/v1/traces";

    /** How the appliance does. */
    public static final String STATUS = "/admin/v1/status";

    /** How many items a list has unless {@code limit} says otherwise. */
    public static final int USUAL_LIMIT = 100;

    /** The largest {@code limit}. */
    public static final int MOST_LIMIT = 1_000;

    private AdminContract() {}
}
