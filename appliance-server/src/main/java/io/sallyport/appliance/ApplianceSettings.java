package io.sallyport.appliance;

import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.secret.Secret;
import io.sallyport.forwarding.ForwardingRules;
import io.sallyport.store.DatabaseSettings;
import java.time.Duration;

/**
 * What an appliance is made of.
 *
 * @param gateway the listener for applications
 * @param admin the listener for administrators
 * @param database where keys and traces are kept
 * @param pepper what keys are hashed with
 * @param requestsPerKey how many requests one key may have under way
 * @param models providers, models, deployments and aliases
 * @param upstream how the upstreams are reached
 * @param overload when nothing more is taken on
 * @param strategy how {@code auto} chooses unless the caller says
 * @param forwarding how failover behaves
 * @param traceQueue how many traces may wait to be written
 * @param drain how long a stop waits for requests under way
 */
record ApplianceSettings(
        GatewaySettings gateway,
        AdminSettings admin,
        DatabaseSettings database,
        Secret pepper,
        int requestsPerKey,
        DeclaredModels models,
        UpstreamSettings upstream,
        OverloadSettings overload,
        Strategy strategy,
        ForwardingRules forwarding,
        int traceQueue,
        Duration drain) {}
