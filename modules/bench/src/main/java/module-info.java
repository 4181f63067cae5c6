/**
 * How fast the appliance is, measured beside others on one machine. Read {@code Measuring} first.
 */
@org.jspecify.annotations.NullMarked
module io.sallyport.bench {
    requires info.picocli;
    requires tools.jackson.databind;
    requires static org.jspecify;

    opens io.sallyport.bench to
            info.picocli;
}
