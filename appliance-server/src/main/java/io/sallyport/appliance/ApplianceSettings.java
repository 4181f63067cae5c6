package io.sallyport.appliance;

import io.sallyport.catalog.Catalog;
import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.secret.Secret;
import io.sallyport.forwarding.ForwardingRules;
import io.sallyport.provider.Providers;
import io.sallyport.store.DatabaseSettings;

/**
 * What an appliance is made of.
 *
 * @param host where the gateway listens
 * @param port its port, 0 = any free
 * @param maxBodyBytes the largest request body
 * @param database where keys and traces are kept
 * @param pepper what keys are hashed with
 * @param catalog the models
 * @param providers the upstreams
 * @param strategy how {@code auto} chooses unless the caller says
 * @param forwarding how failover behaves
 */
record ApplianceSettings(
        String host,
        int port,
        int maxBodyBytes,
        DatabaseSettings database,
        Secret pepper,
        Catalog catalog,
        Providers providers,
        Strategy strategy,
        ForwardingRules forwarding) {}
