package io.sallyport.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Says which errors of H2 ({@code org.h2.api.ErrorCode}) mean that its connection is of no use any
 * more.
 */
final class DeadConnections implements SQLExceptionOverride {
    private static final int GENERAL_ERROR = 50000;
    private static final int OBJECT_CLOSED = 90007;
    private static final int IO_EXCEPTION = 90028;
    private static final int IO_EXCEPTION_OF_A_FILE = 90031;
    private static final int CONNECTION_BROKEN = 90067;
    private static final int DATABASE_IS_CLOSED = 90098;
    private static final int NO_DISK_SPACE_AVAILABLE = 90100;
    private static final int DATABASE_CALLED_AT_SHUTDOWN = 90121;

    private static final Set<Integer> DEAD =
            Set.of(
                    GENERAL_ERROR,
                    OBJECT_CLOSED,
                    IO_EXCEPTION,
                    IO_EXCEPTION_OF_A_FILE,
                    CONNECTION_BROKEN,
                    DATABASE_IS_CLOSED,
                    NO_DISK_SPACE_AVAILABLE,
                    DATABASE_CALLED_AT_SHUTDOWN);

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return DEAD.contains(failure.getErrorCode())
                ? Override.MUST_EVICT
                : Override.CONTINUE_EVICT;
    }
}
