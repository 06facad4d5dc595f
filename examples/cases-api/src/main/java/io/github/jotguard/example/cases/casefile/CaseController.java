package io.github.jotguard.example.cases.casefile;

import io.github.jotguard.example.cases.user.AppUser;
import io.github.jotguard.example.cases.web.ApiProblem;
import io.github.jotguard.example.cases.web.Text;
import io.github.jotguard.spring.CurrentUser;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The cases of the caller. Another user's case is answered like one that never was. */
@RestController
@Tag(name = "Cases")
class CaseController {

    private static final String ONE = "/api/cases/{id}";
    private static final String ALL = "/api/cases";
    private static final String IF_MATCH = "The ETag of the version to change, with its quotes; any version if absent";

    private final CaseFiles cases;
    private final MergePatch mergePatch;

    CaseController(CaseFiles cases, MergePatch mergePatch) {
        this.cases = cases;
        this.mergePatch = mergePatch;
    }

    @PostMapping(ALL)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Opens a case")
    ResponseEntity<CaseFile> create(@CurrentUser AppUser caller, @Valid @RequestBody NewCase body) {
        CaseFile created = cases.create(caller, body.content());
        return ResponseEntity.created(URI.create(ALL + "/" + created.id()))
                .eTag(created.version().etag())
                .body(created);
    }

    @GetMapping(ALL)
    @Operation(summary = "Lists the caller's cases, the newest first unless told otherwise")
    CasePage list(
            @CurrentUser AppUser caller,
            @RequestParam(required = false) @Nullable CaseStatus status,
            @RequestParam(required = false) @Nullable CaseType type,
            @RequestParam(required = false)
                    @Text(max = CaseQuery.MAX_TEXT)
                    @Schema(maxLength = CaseQuery.MAX_TEXT)
                    @Nullable
                    String q,
            @RequestParam(defaultValue = "createdAt") @Pattern(regexp = CaseQuery.SORTS) String sort,
            @RequestParam(defaultValue = "desc") @Pattern(regexp = CaseQuery.ORDERS) String order,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        return cases.list(caller, new CaseQuery(status, type, q, sort, order, page, size));
    }

    @GetMapping(ONE)
    @Operation(summary = "Reads a case")
    ResponseEntity<CaseFile> get(@CurrentUser AppUser caller, @PathVariable UUID id) {
        return answer(cases.find(caller, id).orElseThrow(ApiProblem::notFound));
    }

    @PutMapping(ONE)
    @Operation(summary = "Replaces what can be changed of a case; what is absent gets its default")
    ResponseEntity<CaseFile> replace(
            @CurrentUser AppUser caller,
            @PathVariable UUID id,
            @Parameter(description = IF_MATCH, schema = @Schema(type = "string"))
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable
                    List<String> ifMatch,
            @Valid @RequestBody CaseContent body) {
        return answer(cases.change(caller, id, Precondition.of(ifMatch), current -> body));
    }

    @PatchMapping(
            path = ONE,
            consumes = {"application/json", "application/merge-patch+json"})
    @Operation(summary = "Changes the members that are there; what is absent stays")
    ResponseEntity<CaseFile> patch(
            @CurrentUser AppUser caller,
            @PathVariable UUID id,
            @Parameter(description = IF_MATCH, schema = @Schema(type = "string"))
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable
                    List<String> ifMatch,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = CasePatch.class)))
                    @RequestBody
                    Map<String, @Nullable Object> body) {
        return answer(cases.change(caller, id, Precondition.of(ifMatch), current -> mergePatch.apply(body, current)));
    }

    @DeleteMapping(ONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Deletes a case")
    ResponseEntity<Void> delete(
            @CurrentUser AppUser caller,
            @PathVariable UUID id,
            @Parameter(description = IF_MATCH, schema = @Schema(type = "string"))
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable
                    List<String> ifMatch) {
        cases.delete(caller, id, Precondition.of(ifMatch));
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<CaseFile> answer(CaseFile found) {
        return ResponseEntity.ok().eTag(found.version().etag()).body(found);
    }
}
