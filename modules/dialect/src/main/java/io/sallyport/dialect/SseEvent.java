package io.sallyport.dialect;

/**
 * One server-sent event: its name ({@code message} if it had none) and its data, UTF-8.
 *
 * @param data shared, nobody may change it
 */
@SuppressWarnings(
        "ArrayRecordComponent") // One buffer for the whole path; a copy would cost per event.
public record SseEvent(String name, byte[] data) {
    @Override
    public String toString() {
        return "SseEvent[" + name + ", " + data.length + " bytes]";
    }
}
