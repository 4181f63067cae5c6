/** The server: listeners and wiring. Read {@code Appliance} first. */
@org.jspecify.annotations.NullMarked
module io.sallyport.appliance {
    requires io.sallyport.adminapi;
    requires io.sallyport.admission;
    requires io.sallyport.audit;
    requires io.sallyport.catalog;
    requires io.sallyport.dialect;
    requires io.sallyport.exchange;
    requires io.sallyport.forwarding;
    requires io.sallyport.pipeline;
    requires io.sallyport.provider;
    requires io.sallyport.routing;
    requires io.sallyport.store;
    requires io.sallyport.wire;
    requires io.sallyport.simulator;
    requires java.logging;
    requires java.management;
    requires java.net.http;
    requires jdk.management;
    requires com.fasterxml.jackson.annotation;
    requires info.picocli;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires micrometer.core;
    requires micrometer.registry.prometheus;
    requires org.snakeyaml.engine;
    requires io.helidon.common.buffers;
    requires io.helidon.common.concurrency.limits;
    requires io.helidon.common.socket;
    requires io.helidon.http;
    requires io.helidon.webserver;
    requires static org.jspecify;

    opens io.sallyport.appliance to
            info.picocli;
}
