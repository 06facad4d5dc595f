package io.github.jotguard.example.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateDirectoryTest {

    @TempDir
    Path parent;

    private Path directory;

    @BeforeEach
    void nameIt() {
        directory = parent.resolve("private");
    }

    @Test
    void createsADirectoryOfThisUserAlone() throws IOException {
        assertThat(PrivateDirectory.open(directory)).isEqualTo(directory).isDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void takesTheDirectoryOfAnEarlierRunWithWhatIsInIt() throws IOException {
        Files.writeString(PrivateDirectory.open(directory).resolve("file"), "kept");

        assertThat(PrivateDirectory.open(directory).resolve("file")).hasContent("kept");
        try (var left = Files.list(parent)) {
            assertThat(left).containsExactly(directory);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwxr-xr-x", "rwx--x---", "rwx-----x", "rwx----w-", "rwx-w----", "r-x------"})
    void rejectsADirectoryOfAnotherMode(String mode) throws IOException {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> PrivateDirectory.open(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(directory.toString(), "has the mode " + mode, "java.io.tmpdir");
    }

    @Test
    void rejectsASymbolicLinkEvenToADirectoryOfThisUser() throws IOException {
        Path target = PrivateDirectory.open(parent.resolve("target"));
        Files.createSymbolicLink(directory, target);

        assertThatThrownBy(() -> PrivateDirectory.open(directory)).hasMessageContaining("is a symbolic link");
    }

    @Test
    void rejectsALinkToNothingWithoutCreatingItsTarget() throws IOException {
        Path target = parent.resolve("target");
        Files.createSymbolicLink(directory, target);

        assertThatThrownBy(() -> PrivateDirectory.open(directory)).hasMessageContaining("is a symbolic link");
        assertThat(target).doesNotExist();
    }

    @Test
    void rejectsAFile() throws IOException {
        Files.createFile(directory);

        assertThatThrownBy(() -> PrivateDirectory.open(directory)).hasMessageContaining("is not a directory");
    }

    /** An ordinary user cannot give a directory away, but then the root of the file system is somebody else's. */
    @Test
    void rejectsADirectoryOfAnotherUser() throws IOException {
        boolean root = Files.getAttribute(parent, "unix:uid").equals(0);
        Path planted = root ? ofNobody(PrivateDirectory.open(directory)) : Path.of("/usr");

        assertThatThrownBy(() -> PrivateDirectory.open(planted))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(root ? "belongs to nobody" : "");
    }

    private static Path ofNobody(Path directory) throws IOException {
        UserPrincipal nobody =
                directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        return Files.setOwner(directory, nobody);
    }

    @Test
    void rejectsAParentWhereOthersCanReplaceIt() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> PrivateDirectory.open(directory))
                .hasMessageContaining("Any user can replace files in");
        assertThat(directory).doesNotExist();
    }

    @Test
    void takesAParentThatIsShared() throws IOException {
        Files.setAttribute(parent, "unix:mode", 01777);

        assertThat(PrivateDirectory.open(directory)).isDirectory();
    }
}
