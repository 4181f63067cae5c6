package io.sallyport.appliance;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Meters by a label that is an enum, made when they are first asked for. Thread-safe without a
 * lock: who asks at the same moment as another makes the row's entry twice, of the same meters,
 * because the registry has each once.
 */
@SuppressWarnings("EnumOrdinal") // A place in an array that does not outlive the enum.
final class MeterRow<E extends Enum<E>, M> {
    private final AtomicReferenceArray<@Nullable M> known;
    private final Function<E, M> register;

    MeterRow(Class<E> labels, Function<E, M> register) {
        this.known = new AtomicReferenceArray<>(labels.getEnumConstants().length);
        this.register = register;
    }

    M of(E label) {
        M meter = known.get(label.ordinal());
        if (meter == null) {
            meter = register.apply(label);
            known.set(label.ordinal(), meter);
        }
        return meter;
    }
}
