package io.sallyport.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that somebody may have meant: at most three, by Levenshtein distance. */
final class NearNames {
    private static final int MOST = 3;
    private static final int LONGEST = 100;

    private NearNames() {}

    static List<String> of(String asked, List<String> names) {
        if (asked.length() > LONGEST) {
            return List.of();
        }
        String wanted = asked.toLowerCase(Locale.ROOT);
        int far = Math.max(2, wanted.length() / 3);
        return names.stream()
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= far)
                .sorted(
                        Comparator.comparingInt(
                                name -> distance(wanted, name.toLowerCase(Locale.ROOT))))
                .limit(MOST)
                .toList();
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
